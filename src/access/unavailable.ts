import type { Organization } from "../model/organization.ts";
import type { WithheldBecause } from "./access.ts";
import type { GrantedSource } from "./granted.ts";

/**
 * Why the organization cannot use a grant; undefined if it can. Rules 2, 3 and 5 of `docs/model.md`.
 *
 * Documents with such a grant do not load. A directory from another source may have one.
 */
export function grantUnavailable(
  organization: Organization,
  { kind, app }: GrantedSource,
): WithheldBecause | undefined {
  const { permissions, plan } = organization;
  if (permissions === "organization") return "roles_per_organization";
  if (plan === "enterprise") return undefined;
  if (app === "experiment") return "plan_without_experiment_roles";
  return kind === "group"
    ? "plan_without_groups"
    : "plan_without_project_permissions";
}

/**
 * Why the organization cannot use groups; undefined if it can. As with grants, documents with such groups do not load.
 */
export function groupsUnavailable({
  permissions,
  plan,
}: Organization): WithheldBecause | undefined {
  if (permissions === "organization") return "roles_per_organization";
  return plan === "enterprise" ? undefined : "plan_without_groups";
}
