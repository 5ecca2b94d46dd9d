import type { Kind } from "../policies/catalog.ts";
import type { AttributesOf } from "../policies/types/policy-types.ts";
import type { Policies } from "./policy-types.ts";

/** A kind of Rolebook's own policies. */
export type OwnKind = keyof Policies["kinds"];

/** An attribute that one of these kinds has. */
export type OwnAttribute = {
  [Name in OwnKind]: keyof AttributesOf<Policies, Name>;
}[OwnKind];

/** What is known of some kinds of Rolebook's own policies. */
export interface KnownOf {
  readonly kinds: readonly OwnKind[];
  /** The attributes that it is about. */
  readonly attributes: readonly OwnAttribute[];
}

/** Whether what is known applies to a kind. Somebody else's policies may have a kind of the same name with other attributes. */
export function appliesTo(
  { kinds, attributes }: KnownOf,
  kind: Pick<Kind, "name" | "attributes">,
): boolean {
  return (
    (kinds as readonly string[]).includes(kind.name) &&
    attributes.every((each) => kind.attributes.has(each))
  );
}
