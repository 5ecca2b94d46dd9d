import type { PlanExpressionOperand } from "@cerbos/core";
import { compileOperand } from "./compile-operand.ts";
import { judgmentOf } from "./judgment.ts";
import { type FilteredResource, Slots } from "./slots.ts";

/**
 * Whether a resource meets a condition: exactly as the PDP decides, with strict evaluation.
 *
 * @throws {MissingAttributeError} where the resource lacks any attribute that the condition reads
 * @throws {UnsuitableAttributeError} where an attribute is no value of JSON, or the answer would depend on what the PDP makes of a
 *   value of the wrong type
 */
export type Matches = (resource: FilteredResource) => boolean;

/**
 * Compiles the condition of a query plan into closures. They allocate nothing for what lists are mostly filtered by.
 *
 * What the planner loses before, nobody can see in a plan: `has()` is true in it, `now()` the instant at which it was made; `in` a
 * string is an equality, bytes are text, and a map of the principal's that is looked up with `[ ]` may be compared the wrong way
 * round. The lint's `unplannable-condition` keeps most of this out of policies.
 *
 * @throws {UnsupportedPlanError} where anything in it cannot be evaluated exactly as the PDP does
 */
export function compileCondition(condition: PlanExpressionOperand): Matches {
  const slots = new Slots();
  const term = compileOperand(condition, { slots, variables: new Map() });
  const { evaluate } = term;
  const judgment = judgmentOf(term);
  const shared = slots.values();
  let isShared = false;
  return (resource) => {
    // An attribute may be worked out when it is read, and its getter may ask again.
    const values = isShared ? slots.values() : shared;
    const isOuter = !isShared;
    isShared = true;
    try {
      slots.fill(values, resource);
      judgment.assertClear(values);
      if (evaluate(values) !== true) return false;
      judgment.assertAllowable(values);
      return true;
    } finally {
      if (isOuter) isShared = false;
    }
  };
}
