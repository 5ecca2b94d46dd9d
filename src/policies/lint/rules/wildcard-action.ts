import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { isPattern } from "../../tree/pattern.ts";
import { problemAt } from "../../tree/position.ts";

/** A rule must list its actions one by one, so that it shows what it allows and does not allow future actions. */
export const wildcardAction: LintRule = {
  meta: {
    name: "wildcard-action",
    category: "access",
    forbids: "`*` in actions",
    why: "a future action would be allowed before anybody decides about it",
  },
  *find({ policies }) {
    const rules = policies.flatMap((policy) => policy.rules);
    for (const action of rules.flatMap(({ actions }) => actions)) {
      if (!isPattern(action.name)) continue;
      yield problemAt(
        action,
        `The action ${quote(action.name)} is a pattern, which includes actions that nobody has thought of. List the actions.`,
      );
    }
  },
};
