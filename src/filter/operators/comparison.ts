import { equal } from "../cel/equal.ts";
import { isPrimitive } from "../cel/json.ts";
import { order } from "../cel/order.ts";
import type { Evaluate, Term } from "../term.ts";
import { binary, ofTwo, type Operator } from "./operator.ts";

/**
 * Any two values can be compared for equality. Only two numbers, strings or booleans have an order; others are an
 * error.
 */
export const COMPARISON: ReadonlyMap<string, Operator> = new Map([
  ["eq", equality(true)],
  ["ne", equality(false)],
  ["lt", ordering((difference) => difference < 0)],
  ["le", ordering((difference) => difference <= 0)],
  ["gt", ordering((difference) => difference > 0)],
  ["ge", ordering((difference) => difference >= 0)],
]);

function equality(expected: boolean): Operator {
  return binary((left, right) => ({
    evaluate:
      withConstant(left, right, expected) ??
      withConstant(right, left, expected) ??
      ofTwo(left, right, (a, b) => equal(a, b) === expected),
    isBoolean: true,
    isTotal: left.isTotal && right.isTotal,
  }));
}

/** An attribute and a constant. This is the most frequent form, and it needs no further call. */
function withConstant(
  { slot }: Term,
  { constant }: Term,
  expected: boolean,
): Evaluate | undefined {
  if (slot === undefined || constant === undefined) return undefined;
  const { value } = constant;
  if (!isPrimitive(value)) return undefined;
  return expected
    ? (values) => values[slot] === value
    : (values) => values[slot] !== value;
}

function ordering(holds: (difference: number) => boolean): Operator {
  return binary((left, right) => ({
    evaluate: ofTwo(left, right, (a, b) => {
      const difference = order(a, b);
      return difference === undefined ? undefined : holds(difference);
    }),
    isBoolean: true,
  }));
}
