import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";
import { traces } from "../../tree/traces.ts";

/** A constant of a policy, or an exported one, that no rule and no derived role uses. */
export const unusedConstant: LintRule = {
  meta: {
    name: "unused-constant",
    category: "completeness",
    forbids: "a constant that no rule uses",
    why: "it looks as if a rule depended on it",
  },
  *find(tree) {
    if (isBroken(tree, "policy")) return;
    const all = traces(tree);
    const used = new Set(all.flatMap(({ trace }) => [...trace.constants]));
    const constants = [
      ...all.flatMap(({ definer }) => definer.constants.local),
      ...tree.exportedConstants.flatMap(({ definitions }) => definitions),
    ];
    for (const constant of constants) {
      if (used.has(constant)) continue;
      yield problemAt(
        constant,
        `No rule uses the constant ${quote(constant.name)}. Remove it, or use it.`,
      );
    }
  },
};
