import type { Source, WithheldBecause } from "../../access/access.ts";
import type { Instant } from "../../model/instant.ts";
import type { HeldRole } from "../decision.ts";
import type { App } from "../../model/roles.ts";

/** Words for sentences that people read. */

export const APP_NAMES: Readonly<Record<App, string>> = {
  analytics: "Analytics",
  experiment: "Experiment",
  govern: "Govern",
  accounts: "Accounts",
};

/** A source of a role in words, such as `group "Payments team", until 2027-01-31`. */
export function sourcePhrase(source: Source): string {
  switch (source.kind) {
    case "organization_role":
      return `organization role ${source.organizationRole}`;
    case "analytics_role":
      return `Analytics role ${source.analyticsRole}, from ${source.via.map(sourcePhrase).join(" and ")}`;
    case "group":
      return `group "${source.groupName}"${timePhrase(source)}`;
    case "grant":
      return `individual grant${timePhrase(source)}`;
  }
}

/** The grants and groups that give a role, even if it follows the role of another app. */
export function sourcesPhrase(held: HeldRole): string {
  if (held.scope === "organization") {
    return `organization role${held.isDefault ? " by default" : ""}`;
  }
  return held.via
    .flatMap((source) => ("via" in source ? source.via : source))
    .map(sourcePhrase)
    .join("\n");
}

/** An instant in UTC, in the shortest exact form. */
export function instantPhrase(instant: Instant): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "an unknown time";
  return date
    .toISOString()
    .replace(".000Z", "Z")
    .replace(":00Z", "Z")
    .replace("T00:00Z", "");
}

export const WITHHELD_PHRASES: Readonly<Record<WithheldBecause, string>> = {
  module_not_purchased: "the organization has not purchased the module",
  module_not_enabled: "the module is not enabled in the project",
  plan_without_project_permissions: "the plan has no project permissions",
  plan_without_groups: "the plan has no permission groups",
  plan_without_experiment_roles: "the plan has no Experiment roles",
  roles_per_organization: "roles are assigned per organization",
};

/** `, from …, until …`, without missing ends. */
export function timePhrase({
  starts,
  expires,
}: {
  readonly starts?: Instant | undefined;
  readonly expires?: Instant | undefined;
}): string {
  return (
    (starts === undefined ? "" : `, from ${instantPhrase(starts)}`) +
    (expires === undefined ? "" : `, until ${instantPhrase(expires)}`)
  );
}
