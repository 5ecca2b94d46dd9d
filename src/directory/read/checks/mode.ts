import { isDoubtful, type Entry } from "../entry.ts";

type Organization = Entry<"Organization">;

/** Where an organization's roles are assigned; undefined if the schema refused what its document says about that. */
export function permissionsOf(
  organization: Organization,
): "organization" | "project" | undefined {
  const { permissions } = organization.document;
  if (permissions !== undefined) return permissions;
  return isDoubtful(organization, ["permissions"]) ? undefined : "organization";
}

/** The plan, if it is below Enterprise; undefined if it is Enterprise or not known. */
export function lowerPlanOf(organization: Organization): string | undefined {
  const { plan } = organization.document;
  return plan === "enterprise" ? undefined : plan;
}
