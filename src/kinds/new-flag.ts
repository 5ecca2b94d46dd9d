import type {
  Credential,
  FlagAccess,
  Item,
  Organization,
} from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import { itemKindOf } from "./items.ts";

/** The access and the editors of a new flag or experiment. */
export interface NewFlagAccess {
  readonly access: FlagAccess;
  /** User ids. */
  readonly editors: readonly string[];
}

/**
 * The access of a new flag or experiment. It is the organization's default, and if that is `editors`, a user who
 * creates it is the first editor. One that is made through the Management API is open to everyone. See `docs/model.md`,
 * "Content, flags and the organization".
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
 * The attributes that the creator of a flag or an experiment need not choose. Undefined for other kinds, and if
 * `action` is not `create`.
 *
 * @param creator absent if the question is not about a particular creator
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
