import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { ITEMS } from "./items.ts";
import { appliesTo, type KnownOf, type OwnAttribute } from "./own-kind.ts";
import type { Template } from "./template.ts";

/** A relation of a user to a resource, such as editor or owner, by an attribute that names users. */
interface Standing extends KnownOf {
  /** The attribute, which holds a user or a list of users. */
  readonly named: OwnAttribute;
  /** It applies only if these attributes have these values. */
  readonly if?: Readonly<Partial<Record<OwnAttribute, string | boolean>>>;
  readonly phrase: Template;
  /** The end of a sentence that says that the role of all such users is too low. */
  readonly evenAs?: string;
}

/** The first that applies is used. */
const STANDINGS: readonly Standing[] = [
  {
    ...ITEMS,
    named: "editors",
    if: { access: "editors" },
    phrase: "an editor of the {noun}",
    evenAs: "even as their editors",
  },
  {
    kinds: ["content"],
    attributes: ["owners"],
    named: "owners",
    phrase: "an owner of the {noun}",
  },
  {
    kinds: ["organization"],
    attributes: ["owner"],
    named: "owner",
    phrase: "its owner",
  },
  {
    kinds: ["content"],
    attributes: ["sharedWith", "discoverable"],
    named: "sharedWith",
    if: { discoverable: false },
    phrase: "one of those with whom the {noun} is shared",
  },
];

/**
 * The relation of a user to a resource, such as "an editor of the flag". For kinds of other policies, it names the
 * attribute.
 */
export function standingOf(
  user: string,
  { attr }: Pick<Resource, "attr">,
  kind: Kind,
): Pick<Standing, "phrase" | "evenAs"> | undefined {
  const known = STANDINGS.filter((each) => appliesTo(each, kind));
  if (known.length > 0) {
    return known.find(
      ({ named, if: conditions = {} }) =>
        names(attr[named], user) &&
        Object.entries(conditions).every(
          ([name, value]) => attr[name] === value,
        ),
    );
  }
  const attribute = [...kind.userAttributes].find(
    (name) => kind.reads(`R.attr.${name}`) && names(attr[name], user),
  );
  return attribute === undefined
    ? undefined
    : { phrase: `named in ${attribute} of the {noun}` };
}

/** Whether the value of an attribute is a user, or a list with that user. */
export function names(value: unknown, user: string): boolean {
  return Array.isArray(value) ? value.includes(user) : value === user;
}
