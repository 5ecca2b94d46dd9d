/**
 * The names in a set of policies: its kinds, the actions and attributes of each, and its refusal codes.
 *
 * What `rolebook policies types` writes is assignable to this.
 */
export interface PolicyTypes {
  readonly kinds: Readonly<
    Record<string, { readonly actions: string; readonly attributes: object }>
  >;
  readonly codes: string;
}

export type KindOf<P extends PolicyTypes> = keyof P["kinds"] & string;

/** Of several kinds, the actions of any of them. */
export type ActionOf<
  P extends PolicyTypes,
  K extends KindOf<P> = KindOf<P>,
> = P["kinds"][K]["actions"];

/** Of several kinds, the attributes of any of them. */
export type AttributesOf<
  P extends PolicyTypes,
  K extends KindOf<P> = KindOf<P>,
> = P["kinds"][K]["attributes"];

export type CodeOf<P extends PolicyTypes> = P["codes"];

/** Whatever an attribute may be: JSON. */
export type AnyAttribute =
  | string
  | number
  | boolean
  | null
  | readonly AnyAttribute[]
  | { readonly [name: string]: AnyAttribute };

/** Any names at all: for those who read kinds and actions from elsewhere. */
export interface AnyPolicies {
  readonly kinds: Readonly<
    Record<
      string,
      {
        readonly actions: string;
        readonly attributes: Readonly<Record<string, AnyAttribute>>;
      }
    >
  >;
  readonly codes: string;
}
