import type { Organization } from "../model/organization.ts";
import type { WithheldBecause } from "./access.ts";
import type { GrantedSource } from "./granted.ts";

/**
 * Why the organization cannot use a grant: rules 2, 3 and 5. A directory that is made of documents has no such grant, for
 * there it is a problem; one that is made otherwise may.
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

/** Why the organization cannot use groups at all: rules 2 and 3. As with grants, no document can bring that about. */
export function groupsUnavailable({
  permissions,
  plan,
}: Organization): WithheldBecause | undefined {
  if (permissions === "organization") return "roles_per_organization";
  return plan === "enterprise" ? undefined : "plan_without_groups";
}
