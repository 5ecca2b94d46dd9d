import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Attributes } from "./attributes.ts";
import type { DecisionSubject } from "./decision.ts";

/**
 * The access and the editors of a new flag or experiment, if `action` is to create one: the organization's default, with the
 * creator as its first editor; open to everyone through the Management API. Source: design, "Settled questions".
 */
export function attributesOfCreated(
  { organization }: OrganizationDirectory,
  action: string,
  creator?: DecisionSubject,
): Attributes | undefined {
  if (action !== "create") return undefined;
  const { defaultAccess } = organization.experiment;
  if (defaultAccess === "everyone" || creator?.type === "management_api") {
    return { access: "everyone", editors: [] };
  }
  return {
    access: "editors",
    editors: creator?.type === "user" ? [creator.id] : [],
  };
}
