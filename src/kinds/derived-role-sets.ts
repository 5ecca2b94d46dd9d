import { type App, APPS } from "../model/roles.ts";
import type { Resource } from "../pdp/pdp.ts";

/** Whose roles a set of derived roles looks at: those in the organization, or those in an app of the resource's project. */
export type RolesOf = "organization" | App;

/**
 * Whose roles a set of derived roles of Rolebook's own policies looks at, for a resource with these attributes. Undefined for any
 * other set.
 */
export function rolesOfSet(
  set: string,
  attr: Resource["attr"],
): RolesOf | undefined {
  switch (set) {
    case "organization":
      return set;
    case "project_member":
      // Experiment roles give the roles of Experiment, Analytics roles those of every other app.
      return attr["app"] === "experiment" ? "experiment" : "analytics";
    default:
      return APPS.find((app) => app === set);
  }
}

/** Whether it is known whose roles each of these sets looks at. */
export function areKnownSets(sets: readonly string[]): boolean {
  return sets.every((set) => rolesOfSet(set, {}) !== undefined);
}
