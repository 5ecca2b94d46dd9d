/** The values of a resource's attributes and of the variables of lambdas, each in a slot of its own. */
export type Values = unknown[];

/** What an expression is for these values. `undefined` is an error of CEL, which is no value of JSON. */
export type Evaluate = (values: Values) => unknown;

/** A part of a condition, compiled. */
export interface Term {
  readonly evaluate: Evaluate;
  /** Nothing for attributes, variables and constants. */
  readonly operator?: string | undefined;
  readonly operands: readonly Term[];
  /** The name of an attribute, or of a lambda's variable, where it is one. */
  readonly name?: string | undefined;
  /** Where it is an attribute: what is in this slot, which is always a value. */
  readonly slot?: number | undefined;
  readonly constant?: { readonly value: unknown } | undefined;
  /** Whether it is never anything but a boolean or an error. */
  readonly isBoolean: boolean;
  /** Whether it is never an error, whatever the types of the attributes. */
  readonly isTotal: boolean;
  /**
   * Whether a number in it may be an int of CEL. Attributes have doubles only. A plan writes 1 and 1.0 the same, and CEL
   * compares them alike but does not add one to the other.
   */
  readonly mayBeInt: boolean;
  /** Whether it is an error, where there is a cheaper way to know than to evaluate it. */
  readonly fails?: ((values: Values) => boolean) | undefined;
}

/** The names of the attributes and variables in a term. */
export function namesIn({ name, operands }: Term): readonly string[] {
  const names = operands.flatMap(namesIn);
  return [...new Set(name === undefined ? names : [name, ...names])];
}
