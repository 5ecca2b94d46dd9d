import type { Evaluate, Term } from "../term.ts";

/** The result of applying an operator to its operands. */
export interface Application extends Pick<Term, "evaluate" | "fails"> {
  /** As in `Term`; by default false. */
  readonly isBoolean?: boolean;
  readonly isTotal?: boolean;
  /** As in `Term`; by default true if it is true of an operand and the result is not a boolean. */
  readonly mayBeInt?: boolean;
}

/** An operator whose operands are ordinary expressions. It returns undefined for a wrong number of operands. */
export type Operator = (operands: readonly Term[]) => Application | undefined;

export function unary(apply: (operand: Term) => Application): Operator {
  return ([operand, ...more]) =>
    operand && more.length === 0 ? apply(operand) : undefined;
}

export function binary(
  apply: (left: Term, right: Term) => Application,
): Operator {
  return ([left, right, ...more]) =>
    left && right && more.length === 0 ? apply(left, right) : undefined;
}

/** Applies a function to the value of a term. An error stays an error. */
export function ofOne(
  { evaluate }: Term,
  apply: (value: unknown) => unknown,
): Evaluate {
  return (values) => {
    const value = evaluate(values);
    return value === undefined ? undefined : apply(value);
  };
}

/** Applies a function to the values of two terms. An error on either side stays an error. */
export function ofTwo(
  { evaluate: evaluateLeft }: Term,
  { evaluate: evaluateRight }: Term,
  apply: (left: unknown, right: unknown) => unknown,
): Evaluate {
  return (values) => {
    const left = evaluateLeft(values);
    const right = evaluateRight(values);
    return left === undefined || right === undefined
      ? undefined
      : apply(left, right);
  };
}
