import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { isPattern } from "../../tree/pattern.ts";
import { problemAt } from "../../tree/position.ts";

/** A rule lists its actions one by one, so that it says what it allows, and an action to come is not allowed by it. */
export const wildcardAction: LintRule = {
  meta: {
    name: "wildcard-action",
    category: "access",
    forbids: "`*` in actions",
    why: "an action to come would be allowed before anybody decided that",
  },
  *find({ policies }) {
    const rules = policies.flatMap((policy) => policy.rules);
    for (const action of rules.flatMap(({ actions }) => actions)) {
      if (!isPattern(action.name)) continue;
      yield problemAt(
        action,
        `The action ${quote(action.name)} is a pattern, which takes in actions that nobody has thought of. List the actions.`,
      );
    }
  },
};
