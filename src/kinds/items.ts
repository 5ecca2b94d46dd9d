import type { Item } from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";

/** The kinds of the directory's items. */
const ITEM_KINDS: readonly string[] = [
  "flag",
  "experiment",
] satisfies Item["kind"][];

/** What the directory knows of an item, as the policies have it. Its organization is that of the directory it is in. */
export type ItemAttributes = Pick<Item, "project" | "access"> & {
  readonly editors: string[];
};

const ATTRIBUTES: readonly (keyof ItemAttributes)[] = [
  "project",
  "access",
  "editors",
];

/**
 * The kind of the directory's items that a kind of the policies is about. Undefined for any other kind, and for one of somebody
 * else's policies that has the name and not the attributes.
 */
export function itemKindOf({
  name,
  attributes,
}: Kind): Item["kind"] | undefined {
  return ITEM_KINDS.includes(name) &&
    ATTRIBUTES.every((each) => attributes.has(each))
    ? (name as Item["kind"])
    : undefined;
}

export function itemAttributes({
  project,
  access,
  editors,
}: Item): ItemAttributes {
  return { project, access, editors: [...editors] };
}
