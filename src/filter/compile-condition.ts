import type { PlanExpressionOperand } from "@cerbos/core";
import { compileOperand } from "./compile-operand.ts";
import { judgmentOf } from "./judgment.ts";
import { type FilteredResource, Slots } from "./slots.ts";

/**
 * Whether a resource meets a condition. The answer is that of the PDP with strict evaluation.
 *
 * @throws {MissingAttributeError} if the resource lacks any attribute that the condition reads
 * @throws {UnsuitableAttributeError} if the value of an attribute is not JSON, or has a wrong type for which the plan
 *   does not tell what the PDP would answer
 */
export type Matches = (resource: FilteredResource) => boolean;

/**
 * Compiles the condition of a query plan into closures. For the usual conditions of lists, the closures allocate
 * nothing.
 *
 * The planner changes some expressions, and the plan does not show it: `has()` is true, `now()` is the instant of the
 * plan, `in` on a string is an equality, bytes are text, and a comparison with a map of the principal that is looked up
 * with `[ ]` may be the wrong way round. The lint rule `unplannable-condition` keeps most of this out of policies.
 *
 * @throws {UnsupportedPlanError} if any part of it cannot be evaluated exactly as the PDP does
 */
export function compileCondition(condition: PlanExpressionOperand): Matches {
  const slots = new Slots();
  const term = compileOperand(condition, { slots, variables: new Map() });
  const { evaluate } = term;
  const judgment = judgmentOf(term);
  const shared = slots.values();
  let isShared = false;
  return (resource) => {
    // An attribute may have a getter, and the getter may call this function again.
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
