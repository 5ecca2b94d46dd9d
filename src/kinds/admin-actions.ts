import type { Kind } from "../policies/catalog.ts";
import {
  adminRolesOf,
  areKnownSets,
  isForEverybody,
} from "./derived-role-sets.ts";
import { appliesTo, type KnownOf, type OwnAttribute } from "./own-kind.ts";

/**
 * An action that somebody who is admin of everything in an organization may do, and neither who has no role there nor an admin of
 * another organization.
 */
interface AdminAction {
  readonly action: string;
  /** The attribute of the resource that must name the admin. */
  readonly self?: OwnAttribute;
}

/** Kinds of which every rule asks for more than a role. */
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
 * Such an action of a kind: the first that a rule allows an admin without a condition. Undefined if the rules do not tell, as with
 * derived roles of other policies.
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
  // A wildcard may be about any action.
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
