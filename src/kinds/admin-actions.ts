import type { Kind } from "../policies/catalog.ts";
import type { ActionOf } from "../policies/types/policy-types.ts";
import {
  adminRolesOf,
  areKnownSets,
  isForEverybody,
} from "./derived-role-sets.ts";
import type { OwnAttribute, OwnKind } from "./own-kind.ts";
import type { Policies } from "./policy-types.ts";

/**
 * An action that an admin with all roles in an organization may take, but nobody without a role there, and no admin of
 * another organization.
 */
interface AdminAction {
  readonly action: string;
  /** The attribute of the resource that must name the admin. */
  readonly self?: OwnAttribute;
}

/**
 * The actions for the kinds of Rolebook's own policies. They are written down, because readiness holds the rules to them:
 * a rule that allows everybody, or nobody, must not hide that.
 */
const OWN_ACTIONS: { readonly [K in OwnKind]: ActionOf<Policies, K> } = {
  account: "view_analytics",
  annotation: "create",
  audit_log: "view",
  content: "create",
  custom_event: "create",
  data_connection: "view",
  derived_property: "create",
  environment: "read",
  event_label: "create",
  experiment: "read",
  experiment_settings: "view",
  flag: "read",
  guide: "view",
  heatmap: "view",
  monitor: "create",
  mutual_exclusion_group: "read",
  notification_alert: "view",
  organization: "view",
  organization_member: "view",
  permission_group: "view",
  project: "view_settings",
  project_api_key: "view",
  project_member: "add",
  project_secret_key: "view",
  release: "edit",
  team_space: "view",
  tracking_plan: "view",
  user_profile: "edit_name",
};

/** The attributes that must name the admin, if any must. */
const OWN_SELF: Readonly<Partial<Record<OwnKind, OwnAttribute>>> = {
  user_profile: "user",
};

/**
 * Such an action of a kind. For a kind of other policies it is the first that a rule allows an admin without a condition.
 * Undefined if no such action is known.
 */
export function adminAction(kind: Kind): AdminAction | undefined {
  const own = ownAction(kind);
  if (own !== undefined) return own;
  const action = kind.actions.find((each) => isAdminAction(kind, each));
  return action === undefined ? undefined : { action };
}

/** Other policies may have a kind of the same name. They use other sets of derived roles, or have no such action. */
function ownAction({
  name,
  actions,
  derivedRoleSets,
}: Kind): AdminAction | undefined {
  if (!isOwn(name) || !areKnownSets(derivedRoleSets)) return undefined;
  const action = OWN_ACTIONS[name];
  if (!actions.includes(action)) return undefined;
  const self = OWN_SELF[name];
  return self === undefined ? { action } : { action, self };
}

function isOwn(name: string): name is OwnKind {
  return Object.hasOwn(OWN_ACTIONS, name);
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
