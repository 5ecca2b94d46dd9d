import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";
import { traces } from "../../tree/traces.ts";

/** A variable of a policy, or an exported one, that no rule and no derived role uses. */
export const unusedVariable: LintRule = {
  meta: {
    name: "unused-variable",
    category: "completeness",
    forbids: "a variable that no rule uses",
    why: "it looks like a restriction and is not one",
  },
  *find(tree) {
    if (isBroken(tree, "policy")) return;
    const all = traces(tree);
    const used = new Set(all.flatMap(({ trace }) => [...trace.variables]));
    const variables = [
      ...all.flatMap(({ definer }) => definer.variables.local),
      ...tree.exportedVariables.flatMap(({ definitions }) => definitions),
    ];
    for (const variable of variables) {
      if (used.has(variable)) continue;
      yield problemAt(
        variable,
        `No rule uses the variable ${quote(variable.name)}. Remove it, or use it.`,
      );
    }
  },
};
