import type { Evaluate, Term } from "../term.ts";
import { type Operator, unary } from "./operator.ts";

/**
 * CEL's logic: where one side decides, the other may be an error. What is no boolean is an error as well.
 */
export const LOGIC: ReadonlyMap<string, Operator> = new Map([
  ["and", joint(false)],
  ["or", joint(true)],
  [
    "not",
    unary((operand) => ({
      evaluate: negation(operand.evaluate),
      isBoolean: true,
      isTotal: isCertain(operand),
    })),
  ],
]);

/** Whether it is a boolean whatever the types of the attributes. */
export function isCertain({ isBoolean, isTotal }: Term): boolean {
  return isBoolean && isTotal;
}

function joint(decisive: boolean): Operator {
  return (operands) => ({
    evaluate: joined(
      decisive,
      operands.map(({ evaluate }) => evaluate),
    ),
    isBoolean: true,
    isTotal: operands.every(isCertain),
  });
}

function joined(decisive: boolean, parts: readonly Evaluate[]): Evaluate {
  const [first, second] = parts;
  if (first !== undefined && second !== undefined && parts.length === 2) {
    // The most frequent shape, without a loop.
    return (values) => {
      const left = first(values);
      if (left === decisive) return decisive;
      const right = second(values);
      if (right === decisive) return decisive;
      return left === !decisive && right === !decisive ? left : undefined;
    };
  }
  return (values) => {
    let result: boolean | undefined = !decisive;
    for (const part of parts) {
      const value = part(values);
      if (value === decisive) return decisive;
      if (value !== !decisive) result = undefined;
    }
    return result;
  };
}

function negation(evaluate: Evaluate): Evaluate {
  return (values) => {
    const value = evaluate(values);
    return typeof value === "boolean" ? !value : undefined;
  };
}
