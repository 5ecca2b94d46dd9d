import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { isPattern } from "../../tree/pattern.ts";
import { problemAt } from "../../tree/position.ts";
import type { PolicyTree } from "../../tree/policy-tree.ts";

/** A misspelt action is always denied, so a test that expects a DENY proves nothing. */
export const unknownAction: LintRule = {
  meta: {
    name: "unknown-action",
    category: "understanding",
    forbids: "an action in a suite that no rule of the kind has",
    why: "a misspelt action is always refused, as the test expects",
  },
  *find({ policies, suites }) {
    const known = actionsByKind(policies);
    for (const action of suites.flatMap(({ asked }) => asked)) {
      for (const kind of action.kinds) {
        const actions = known.get(kind);
        if (actions === undefined || actions.has(action.name)) continue;
        if ([...actions].some(isPattern)) continue;
        yield problemAt(
          action,
          `No rule of ${kind} has the action ${quote(action.name)}. Correct the name, or write the rule.`,
        );
      }
    }
  },
};

/** The actions of each kind that has rules. */
function actionsByKind(
  policies: PolicyTree["policies"],
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { kind, rules } of policies) {
    for (const { name } of rules.flatMap(({ actions }) => actions)) {
      const actions = known.get(kind.name) ?? new Set();
      known.set(kind.name, actions.add(name));
    }
  }
  return known;
}
