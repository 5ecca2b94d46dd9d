import type { Evaluate, Term } from "../term.ts";

/** What an operator makes of its operands. */
export interface Application extends Pick<Term, "evaluate" | "fails"> {
  /** As in `Term`; not, if left out. */
  readonly isBoolean?: boolean;
  readonly isTotal?: boolean;
  /** As in `Term`; where a number in an operand may be an int, if left out. */
  readonly mayBeInt?: boolean;
}

/** An operator whose operands are evaluated like any others. It gives nothing where they are not as many as it takes. */
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

/** Evaluates a function of one value; an error stays one. */
export function ofOne(
  { evaluate }: Term,
  apply: (value: unknown) => unknown,
): Evaluate {
  return (values) => {
    const value = evaluate(values);
    return value === undefined ? undefined : apply(value);
  };
}

/** Evaluates a function of two values; an error on either side stays one. */
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
