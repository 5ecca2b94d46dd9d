import type { Item } from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import { appliesTo } from "./own-kind.ts";

/** What the directory knows of an item, as the policies have it. Its organization is that of the directory it is in. */
export type ItemAttributes = Pick<Item, "project" | "access"> & {
  readonly editors: string[];
};

/** The kinds of the directory's items, with what flag-level access is about. */
export const ITEMS = {
  kinds: ["flag", "experiment"],
  attributes: ["project", "access", "editors"],
} as const satisfies {
  readonly kinds: readonly Item["kind"][];
  readonly attributes: readonly (keyof ItemAttributes)[];
};

/**
 * The kind of the directory's items that a kind of the policies is about. Undefined for any other kind, and for one of somebody
 * else's policies that has the name and not the attributes.
 */
export function itemKindOf(kind: Kind): Item["kind"] | undefined {
  return appliesTo(ITEMS, kind) ? (kind.name as Item["kind"]) : undefined;
}

export function itemAttributes({
  project,
  access,
  editors,
}: Item): ItemAttributes {
  return { project, access, editors: [...editors] };
}
