import type { Checking } from "./checking.ts";
import type { Entry } from "../entry.ts";
import type { Path } from "../path.ts";
import { lowerPlanOf, permissionsOf } from "./mode.ts";

/**
 * If roles are assigned per organization, groups and grants are problems. On a plan below Enterprise, so are roles per
 * project, groups, Experiment grants and restricted defaults. A place that breaks both rules has one problem.
 *
 * A flag may be restricted on a lower plan, because a restriction outlives the plan.
 */
export function checkPlan(checking: Checking): void {
  const { entry } = checking.organization;
  checkOrganization(checking, entry);
  const permissions = permissionsOf(entry);
  if (permissions === "organization") forbidGrants(checking);
  else if (permissions === "project") checkFeatures(checking);
}

function checkOrganization(
  checking: Checking,
  entry: Entry<"Organization">,
): void {
  const { permissions, experiment } = entry.document;
  if (permissions === "project") {
    lack(checking, entry, ["permissions"], "roles per project");
  }
  if (experiment?.defaultAccess === "editors") {
    const path = ["experiment", "defaultAccess"];
    lack(checking, entry, path, "flags that only editors may change");
  }
}

function checkFeatures(checking: Checking): void {
  const { lists } = checking.organization;
  for (const group of lists.Group) lack(checking, group, [], "groups");
  for (const user of lists.User) {
    user.document.grants?.forEach((grant, index) => {
      if (grant?.app !== "experiment") return;
      lack(checking, user, ["grants", index, "app"], "Experiment grants");
    });
  }
}

function forbidGrants(checking: Checking): void {
  const { organization, report } = checking;
  const plan = lowerPlanOf(organization.entry);
  const instead =
    plan === undefined
      ? `or set "permissions: project" in the organization`
      : `or upgrade from ${plan} to enterprise and set "permissions: project"`;
  for (const { origin } of organization.lists.Group) {
    report.add({
      origin,
      message: "Groups are allowed only if roles are assigned per project",
      remedy: `Remove the group, ${instead}.`,
    });
  }
  for (const { origin, document } of organization.lists.User) {
    if (document.grants === undefined || document.grants.length === 0) continue;
    report.add({
      origin,
      path: ["grants"],
      message: "Grants are allowed only if roles are assigned per project",
      remedy: `Give the user a role and remove the grants, ${instead}.`,
    });
  }
}

function lack(
  { organization, report }: Checking,
  { origin }: Entry,
  path: Path,
  feature: string,
): void {
  const plan = lowerPlanOf(organization.entry);
  if (plan === undefined) return;
  report.add({
    origin,
    path,
    message: `The plan ${plan} does not include ${feature}`,
    remedy: "Remove this, or upgrade the organization to enterprise.",
  });
}
