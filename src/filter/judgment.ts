import { UnsuitableAttributeError } from "./attribute-errors.ts";
import { LOGIC } from "./operators/logic.ts";
import { namesIn, type Term, type Values } from "./term.ts";

/**
 * Where a plan does not say enough.
 *
 * In a plan, `or`, `and` and `not` join the parts of an expression, and just so the rules of a policy and the items of `all`, `any`
 * and `none`. To the PDP it is not the same. In an expression, an error is no matter beside what decides it; an error of one rule
 * refuses the action though another rule allows it. And what is no boolean is an error of `!`, but satisfies `none`.
 *
 * Both come of attributes whose types the condition is not made for, which a schema refuses. An answer that depends on the difference
 * is not given.
 */
export interface Judgment {
  /** Holds whatever the condition says. @throws {UnsuitableAttributeError} */
  assertClear(values: Values): void;
  /** Holds where the condition is met. @throws {UnsuitableAttributeError} */
  assertAllowable(values: Values): void;
}

export function judgmentOf(condition: Term): Judgment {
  const parts = partsOf(condition, false);
  const fallible = parts.filter(({ term }) => !term.isTotal);
  const negated = parts.filter(
    ({ term, isNegated }) => isNegated && !term.isBoolean,
  );
  return {
    assertClear(values) {
      for (const { term } of negated) {
        const value = term.evaluate(values);
        if (value !== undefined && typeof value !== "boolean") {
          throw unsuitable(term);
        }
      }
    },
    assertAllowable(values) {
      for (const { term } of fallible) {
        if (isError(term, values)) throw unsuitable(term);
      }
    },
  };
}

/** One part of a condition that logic joins with others, or leaves alone. */
interface Part {
  readonly term: Term;
  readonly isNegated: boolean;
}

function partsOf(term: Term, isNegated: boolean): readonly Part[] {
  const { operator = "", operands } = term;
  if (!LOGIC.has(operator)) return [{ term, isNegated }];
  return operands.flatMap((each) =>
    partsOf(each, isNegated || operator === "not"),
  );
}

function isError({ fails, evaluate }: Term, values: Values): boolean {
  return fails === undefined ? evaluate(values) === undefined : fails(values);
}

function unsuitable(term: Term): UnsuitableAttributeError {
  return new UnsuitableAttributeError(
    namesIn(term),
    `cannot be judged: ${term.operator ?? "a condition"} takes no values like these, which a schema would refuse`,
  );
}
