import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";

/** A decision names the rule that allowed it, so every rule must have a name. */
export const unnamedRule: LintRule = {
  meta: {
    name: "unnamed-rule",
    category: "decisions",
    forbids: "a rule without a name",
    why: "the name is what a decision and an audit show",
  },
  *find({ policies }) {
    for (const rule of policies.flatMap(({ rules }) => rules)) {
      if (rule.name !== undefined) continue;
      yield problemAt(
        rule,
        "The rule has no name. Give it one, because decisions name their rule.",
      );
    }
  },
};
