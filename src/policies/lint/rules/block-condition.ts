import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";

/** Where rules are alike but for all, any and none, Cerbos mixes their conditions up: docs/model.md. */
export const blockCondition: LintRule = {
  meta: {
    name: "block-condition",
    category: "decisions",
    forbids: "`all`, `any`, `none` in a rule's condition",
    why: "Cerbos 0.55 mixes up conditions that differ in nothing else: [`model.md`](model.md)",
  },
  *find({ policies }) {
    for (const { condition } of policies.flatMap(({ rules }) => rules)) {
      if (condition === undefined || condition.kind === "expr") continue;
      yield problemAt(
        condition,
        `The condition is a block of ${condition.kind}, which Cerbos may mix up with another rule's. Write it as one expr, with && and ||.`,
      );
    }
  },
};
