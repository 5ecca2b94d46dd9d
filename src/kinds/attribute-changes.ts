import type { Kind } from "../policies/catalog.ts";
import { ITEMS } from "./items.ts";
import { appliesTo, type KnownOf, type OwnAttribute } from "./own-kind.ts";
import type { Template } from "./template.ts";

/** A change of an attribute that has its own action or phrase. */
interface AttributeChange extends KnownOf {
  readonly attribute: OwnAttribute;
  /** The new value of a boolean. Absent for a list to which a user is added. */
  readonly value?: boolean;
  /** By default `edit`. */
  readonly action?: string;
  readonly phrase: Template;
}

const CONTENT = ["content"] as const;
const GUIDE = ["guide"] as const;

/** Lists are ordered by how much it means to be on them, the least first. */
const CHANGES: readonly AttributeChange[] = [
  {
    ...ITEMS,
    attribute: "editors",
    action: "manage_access",
    phrase: "Add {name} to the editors of the {noun}",
  },
  {
    kinds: CONTENT,
    attributes: ["sharedWith"],
    attribute: "sharedWith",
    action: "share",
    phrase: "Share the {noun} with {name}",
  },
  {
    kinds: CONTENT,
    attributes: ["owners"],
    attribute: "owners",
    action: "add_owner",
    phrase: "Add {name} to the owners of the {noun}",
  },
  {
    kinds: CONTENT,
    attributes: ["discoverable"],
    attribute: "discoverable",
    value: true,
    action: "publish",
    phrase: "Make the {noun} discoverable",
  },
  {
    kinds: CONTENT,
    attributes: ["discoverable"],
    attribute: "discoverable",
    value: false,
    phrase: "Make the {noun} not discoverable",
  },
  {
    kinds: CONTENT,
    attributes: ["archived"],
    attribute: "archived",
    value: true,
    action: "archive",
    phrase: "Archive the {noun}",
  },
  {
    kinds: GUIDE,
    attributes: ["published"],
    attribute: "published",
    value: true,
    action: "publish",
    phrase: "Publish the {noun}",
  },
  {
    kinds: GUIDE,
    attributes: ["published"],
    attribute: "published",
    value: false,
    action: "unpublish",
    phrase: "Unpublish the {noun}",
  },
];

/**
 * The action that changes an attribute of a resource, and its phrase. For changes that are not known, the action is
 * `edit`.
 */
export function attributeChange(
  kind: Kind,
  attribute: string,
  value?: boolean,
): { readonly action: string; readonly phrase?: Template } {
  const known = CHANGES.find(
    (each) =>
      each.attribute === attribute &&
      each.value === value &&
      appliesTo(each, kind),
  );
  const { action = "edit" } = known ?? {};
  return known === undefined
    ? { action }
    : {
        action: kind.actions.includes(action) ? action : "edit",
        phrase: known.phrase,
      };
}

/** The rank of a list among those of a kind, by how much it means to be on it: the least first, unknown lists last. */
export function rankOfList(kind: Kind, attribute: string): number {
  const rank = CHANGES.findIndex(
    (each) => each.attribute === attribute && appliesTo(each, kind),
  );
  return rank < 0 ? CHANGES.length : rank;
}
