import { isDoubtful, type Entry } from "../entry.ts";

type Organization = Entry<"Organization">;

/** Where an organization's roles are assigned; undefined where its document leaves it open. */
export function permissionsOf(
  organization: Organization,
): "organization" | "project" | undefined {
  const { permissions } = organization.document;
  if (permissions !== undefined) return permissions;
  return isDoubtful(organization, ["permissions"]) ? undefined : "organization";
}

/** The plan, where it is known and lacks what Enterprise has. */
export function lowerPlanOf(organization: Organization): string | undefined {
  const { plan } = organization.document;
  return plan === "enterprise" ? undefined : plan;
}
