import type {
  Credential,
  FlagAccess,
  Item,
  Organization,
} from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import { itemKindOf } from "./items.ts";

/** The access and the editors that a new flag or experiment begins with. */
export interface NewFlagAccess {
  readonly access: FlagAccess;
  /** User ids. */
  readonly editors: readonly string[];
}

/**
 * The access of a new flag or experiment is the organization's default, with its creator, if that is a user, as the first editor.
 * One that is made through the Management API is open to everyone. Source: `docs/model.md`, "Decisions".
 */
export function initialAccess(
  { experiment }: Organization,
  createdVia: NonNullable<Item["createdVia"]>,
  creator: string | undefined,
): NewFlagAccess {
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

/**
 * The attributes that the creator of a resource need not choose. Undefined if `action` does not create one, and for a kind other
 * than flags and experiments.
 *
 * @param creator left out if nobody in particular creates it
 */
export function attributesOfCreated(
  kind: Kind,
  action: string,
  organization: Organization,
  creator?: {
    readonly type: "user" | Credential["type"];
    readonly id: string;
  },
): { readonly access: FlagAccess; readonly editors: string[] } | undefined {
  if (action !== "create" || itemKindOf(kind) === undefined) return undefined;
  const { access, editors } = initialAccess(
    organization,
    creator?.type === "management_api" ? "management_api" : "app",
    creator?.type === "user" ? creator.id : undefined,
  );
  return { access, editors: [...editors] };
}
