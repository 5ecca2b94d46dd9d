/**
 * The names in a set of policies: its kinds, the actions and attributes of each, and its refusal codes.
 *
 * The `Policies` that `rolebook policies types` writes are assignable to it.
 */
export interface PolicyTypes {
  readonly kinds: Readonly<
    Record<string, { readonly actions: string; readonly attributes: object }>
  >;
  readonly codes: string;
}

export type KindOf<P extends PolicyTypes> = keyof P["kinds"] & string;

/** The actions of a kind, or of any of several kinds. */
export type ActionOf<
  P extends PolicyTypes,
  K extends KindOf<P> = KindOf<P>,
> = P["kinds"][K]["actions"];

/** The attributes of a kind, or of any of several kinds. */
export type AttributesOf<
  P extends PolicyTypes,
  K extends KindOf<P> = KindOf<P>,
> = P["kinds"][K]["attributes"];

export type CodeOf<P extends PolicyTypes> = P["codes"];

/** The value of an attribute: JSON. */
export type AnyAttribute =
  | string
  | number
  | boolean
  | null
  | readonly AnyAttribute[]
  | { readonly [name: string]: AnyAttribute };

/** Any names: for code that gets kinds and actions at run time. */
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
