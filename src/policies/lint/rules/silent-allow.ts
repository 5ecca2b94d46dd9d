import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";

/** The PDP's answer does not name the rule that decided, so each rule must name itself. */
export const silentAllow: LintRule = {
  meta: {
    name: "silent-allow",
    category: "decisions",
    forbids: "an ALLOW without `output.when.ruleActivated`",
    why: "nothing else in the PDP's answer names the rule",
  },
  *find({ policies }) {
    for (const rule of policies.flatMap(({ rules }) => rules)) {
      if (rule.effect === "deny" || rule.ruleActivated !== undefined) continue;
      yield problemAt(
        rule,
        'The rule does not say when it allows, so no decision can name it. Add output.when.ruleActivated: "true".',
      );
    }
  },
};
