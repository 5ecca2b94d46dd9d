import type { Kind } from "../policies/catalog.ts";
import {
  adminRolesOf,
  areKnownSets,
  isForEverybody,
} from "./derived-role-sets.ts";
import { appliesTo, type KnownOf, type OwnAttribute } from "./own-kind.ts";

/**
 * An action that an admin with all roles in an organization may take, but nobody without a role there, and no admin of
 * another organization.
 */
interface AdminAction {
  readonly action: string;
  /** The attribute of the resource that must name the admin. */
  readonly self?: OwnAttribute;
}

/** The actions for kinds whose rules all have conditions. */
const CONDITIONAL: readonly (KnownOf & AdminAction)[] = [
  { kinds: ["project_member"], attributes: ["app", "user"], action: "add" },
  {
    kinds: ["user_profile"],
    attributes: ["user"],
    action: "edit_name",
    self: "user",
  },
];

/**
 * Such an action of a kind: the first that a rule allows an admin without a condition. Undefined if it is not known,
 * for example because the policies are not Rolebook's own.
 */
export function adminAction(kind: Kind): AdminAction | undefined {
  const action = kind.actions.find((each) => isAdminAction(kind, each));
  if (action !== undefined) return { action };
  return CONDITIONAL.find(
    (each) => appliesTo(each, kind) && kind.actions.includes(each.action),
  );
}

function isAdminAction(
  { rules, derivedRoleSets: sets }: Kind,
  action: string,
): boolean {
  // A pattern may match any action.
  const about = rules.filter(({ actions }) =>
    actions.some((each) => each === action || each.includes("*")),
  );
  const adminRoles = adminRolesOf(sets);
  return (
    areKnownSets(sets) &&
    about.every(
      ({ allows, roles, derivedRoles }) =>
        allows && roles.length === 0 && !derivedRoles.some(isForEverybody),
    ) &&
    about.some(
      ({ isConditional, derivedRoles }) =>
        !isConditional && derivedRoles.some((role) => adminRoles.has(role)),
    )
  );
}
