import { UnsuitableAttributeError } from "./attribute-errors.ts";
import { LOGIC } from "./operators/logic.ts";
import { namesIn, type Term, type Values } from "./term.ts";

/**
 * Refuses to answer when the plan does not say enough.
 *
 * A plan uses `or`, `and` and `not` to join the parts of an expression, but also to join the rules of a policy and the
 * items of `all`, `any` and `none`. The PDP treats these differently:
 *
 * - In an expression, an error does not matter if another part decides. An error in one rule refuses the action, even
 *   if another rule allows it.
 * - A value that is not a boolean is an error for `!`, but satisfies `none`.
 *
 * Both need an attribute of a type that the condition does not expect, and a schema refuses such an attribute. If an
 * answer would depend on the difference, there is an error instead of an answer.
 */
interface Judgment {
  /**
   * To be called before the condition is evaluated.
   *
   * @throws {UnsuitableAttributeError}
   */
  assertClear(values: Values): void;
  /**
   * To be called if the condition is met.
   *
   * @throws {UnsuitableAttributeError}
   */
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

/** A part of a condition that contains no logical operator of its own. */
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
    `cannot be evaluated: ${term.operator ?? "a condition"} does not take values of these types, and a schema would refuse them`,
  );
}
