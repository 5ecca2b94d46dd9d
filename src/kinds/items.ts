import type { Item } from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import { appliesTo } from "./own-kind.ts";

/** The attributes of an item that the directory knows, other than its organization. */
export type ItemAttributes = Pick<Item, "project" | "access"> & {
  readonly editors: string[];
};

/** The kinds of the directory's items, with the attributes of flag-level access. */
export const ITEMS = {
  kinds: ["flag", "experiment"],
  attributes: ["project", "access", "editors"],
} as const satisfies {
  readonly kinds: readonly Item["kind"][];
  readonly attributes: readonly (keyof ItemAttributes)[];
};

/**
 * The kind of the directory's items that a kind of the policies stands for. Undefined for other kinds, and for a kind
 * of other policies that has the same name without the attributes.
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
