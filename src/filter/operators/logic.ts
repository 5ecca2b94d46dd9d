import type { Evaluate, Term } from "../term.ts";
import { type Operator, unary } from "./operator.ts";

/** CEL's logic: if one side decides, the other may be an error. A value that is not a boolean is an error too. */
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

/** Whether the term is a boolean for attributes of any type. */
function isCertain({ isBoolean, isTotal }: Term): boolean {
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
    // Two parts are the most frequent case, and need no loop.
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
