import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Access, Item, Organization } from "../model/organization.ts";
import type { Attributes } from "./attributes.ts";
import type { DecisionSubject } from "./decision.ts";

/**
 * The access and the editors that a new flag or experiment begins with: the organization's default, with its creator, if that is
 * a user, as the first editor; open to everyone where it is made through the Management API. Source: design, "Settled questions".
 */
export function initialAccess(
  { experiment }: Organization,
  createdVia: NonNullable<Item["createdVia"]>,
  creator: string | undefined,
): { readonly access: Access; readonly editors: readonly string[] } {
  if (
    experiment.defaultAccess === "everyone" ||
    createdVia === "management_api"
  ) {
    return { access: "everyone", editors: [] };
  }
  return {
    access: "editors",
    editors: creator === undefined ? [] : [creator],
  };
}

/** The attributes of a new flag or experiment that its creator does not choose, if `action` is to create one. */
export function attributesOfCreated(
  { organization }: OrganizationDirectory,
  action: string,
  creator?: DecisionSubject,
): Attributes | undefined {
  if (action !== "create") return undefined;
  const { access, editors } = initialAccess(
    organization,
    creator?.type === "management_api" ? "management_api" : "app",
    creator?.type === "user" ? creator.id : undefined,
  );
  return { access, editors: [...editors] };
}
