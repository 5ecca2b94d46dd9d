import type { Term } from "../term.ts";
import { UnsupportedPlanError } from "../unsupported-plan-error.ts";
import {
  type Application,
  binary,
  ofOne,
  ofTwo,
  type Operator,
  unary,
} from "./operator.ts";

/**
 * Arithmetic of doubles, and `+` for two strings or two lists. Any other pair is an error.
 *
 * To CEL, an int with a double is an error too, but a plan writes both alike. So operands must be known to be doubles:
 * numbers in attributes, and constants with a fraction.
 */
export const ARITHMETIC: ReadonlyMap<string, Operator> = new Map([
  ["add", arithmetic("add", (a, b) => a + b, concatenation)],
  ["sub", arithmetic("sub", (a, b) => a - b)],
  ["mult", arithmetic("mult", (a, b) => a * b)],
  ["div", arithmetic("div", (a, b) => a / b)],
  ["-_", unary(negative)],
]);

function arithmetic(
  operator: string,
  apply: (left: number, right: number) => number,
  otherwise?: (left: unknown, right: unknown) => unknown,
): Operator {
  return binary((left, right): Application => {
    assertDoubles(operator, left);
    assertDoubles(operator, right);
    return {
      evaluate: ofTwo(left, right, (a, b) =>
        typeof a === "number" && typeof b === "number"
          ? apply(a, b)
          : otherwise?.(a, b),
      ),
    };
  });
}

function negative(operand: Term): Application {
  assertDoubles("-", operand);
  return {
    evaluate: ofOne(operand, (value) =>
      typeof value === "number" ? -value : undefined,
    ),
  };
}

function assertDoubles(operator: string, { mayBeInt }: Term): void {
  if (mayBeInt) {
    throw new UnsupportedPlanError(
      operator,
      "is applied to a whole number, and the plan does not say whether it is an int, which CEL does not combine with a double",
    );
  }
}

function concatenation(left: unknown, right: unknown): unknown {
  if (typeof left === "string" && typeof right === "string") {
    return left + right;
  }
  return Array.isArray(left) && Array.isArray(right)
    ? [...(left as unknown[]), ...(right as unknown[])]
    : undefined;
}
