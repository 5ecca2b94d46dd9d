import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";

/** If rules differ only in `all`, `any` or `none`, Cerbos may confuse their conditions (`docs/model.md`). */
export const blockCondition: LintRule = {
  meta: {
    name: "block-condition",
    category: "decisions",
    forbids: "`all`, `any`, `none` in a rule's condition",
    why: "Cerbos 0.55 confuses conditions that differ in nothing else: [`model.md`](model.md)",
  },
  *find({ policies }) {
    for (const { condition } of policies.flatMap(({ rules }) => rules)) {
      if (condition === undefined || condition.kind === "expr") continue;
      yield problemAt(
        condition,
        `The condition is a block of ${condition.kind}, which Cerbos may confuse with that of another rule. Write it as one expr, with && and ||.`,
      );
    }
  },
};
