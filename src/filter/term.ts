/** The values of a resource's attributes and of the variables of lambdas, each in its own slot. */
export type Values = unknown[];

/** Evaluates an expression for these values. `undefined`, which JSON does not have, stands for an error of CEL. */
export type Evaluate = (values: Values) => unknown;

/** A compiled part of a condition. */
export interface Term {
  readonly evaluate: Evaluate;
  /** Undefined for attributes, variables and constants. */
  readonly operator?: string | undefined;
  readonly operands: readonly Term[];
  /** If the term is an attribute or a lambda's variable: its name. */
  readonly name?: string | undefined;
  /** If the term is an attribute: its slot, which always holds a value. */
  readonly slot?: number | undefined;
  readonly constant?: { readonly value: unknown } | undefined;
  /** Whether the result is always a boolean or an error. */
  readonly isBoolean: boolean;
  /** Whether the result is never an error, for attributes of any type. */
  readonly isTotal: boolean;
  /**
   * Whether a number in the result may be an int of CEL. Numbers in attributes are always doubles. A plan writes 1 and
   * 1.0 alike. CEL finds them equal, but does not add one to the other.
   */
  readonly mayBeInt: boolean;
  /** Whether the result is an error, if that is cheaper to find out than by evaluating the term. */
  readonly fails?: ((values: Values) => boolean) | undefined;
}

/** The names of the attributes and variables in a term. */
export function namesIn({ name, operands }: Term): readonly string[] {
  const names = operands.flatMap(namesIn);
  return [...new Set(name === undefined ? names : [name, ...names])];
}
