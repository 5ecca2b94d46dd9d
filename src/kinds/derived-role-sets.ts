import { type App, APPS } from "../model/roles.ts";
import type { Resource } from "../pdp/pdp.ts";

/**
 * The roles that a set of derived roles reads: those in the organization, or those in an app of the resource's project.
 */
export type RolesOf = "organization" | App;

/** For each set of Rolebook's own policies, the derived roles of somebody who is admin in all apps. */
const ADMIN_ROLES: ReadonlyMap<string, readonly string[]> = new Map([
  ["organization", ["organization_admin"]],
  ["analytics", ["analytics_admin"]],
  ["experiment", ["experiment_admin", "experiment_organization_admin"]],
  ["govern", ["govern_editor"]],
  ["accounts", ["accounts_viewer"]],
  ["project_member", ["admin_for_named_app"]],
]);

/** Whether it is known which roles each of these sets reads. */
export function areKnownSets(sets: readonly string[]): boolean {
  return sets.every((set) => ADMIN_ROLES.has(set));
}

/** The derived roles in these sets of somebody who is admin in all apps. */
export function adminRolesOf(sets: readonly string[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => ADMIN_ROLES.get(set) ?? []));
}

/** Whether everybody in the organization has a derived role, even without other roles. */
export function isForEverybody(derivedRole: string): boolean {
  return derivedRole === "organization_user";
}

/**
 * The roles that a set reads, for a resource with these attributes. Undefined for a set of other policies.
 */
export function rolesOfSet(
  set: string,
  attr: Resource["attr"],
): RolesOf | undefined {
  switch (set) {
    case "organization":
      return set;
    case "project_member":
      // Experiment roles manage the roles of Experiment. Analytics roles manage those of all other apps.
      return attr["app"] === "experiment" ? "experiment" : "analytics";
    default:
      return APPS.find((app) => app === set);
  }
}
