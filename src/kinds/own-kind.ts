import type { Kind } from "../policies/catalog.ts";
import type { AttributesOf } from "../policies/types/policy-types.ts";
import type { Policies } from "./policy-types.ts";

/** A kind of Rolebook's own policies. */
export type OwnKind = keyof Policies["kinds"];

/** An attribute that one of these kinds has. */
export type OwnAttribute = {
  [Name in OwnKind]: keyof AttributesOf<Policies, Name>;
}[OwnKind];

/** The kinds of Rolebook's own policies to which a piece of knowledge applies. */
export interface KnownOf {
  readonly kinds: readonly OwnKind[];
  /** The attributes that the kinds must have. */
  readonly attributes: readonly OwnAttribute[];
}

/**
 * Whether a piece of knowledge applies to a kind. Other policies may have a kind of the same name with other
 * attributes.
 */
export function appliesTo(
  { kinds, attributes }: KnownOf,
  kind: Pick<Kind, "name" | "attributes">,
): boolean {
  return (
    (kinds as readonly string[]).includes(kind.name) &&
    attributes.every((each) => kind.attributes.has(each))
  );
}
