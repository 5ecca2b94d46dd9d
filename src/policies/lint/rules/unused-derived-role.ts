import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";
import { rolesOfRules } from "../../tree/imports.ts";

export const unusedDerivedRole: LintRule = {
  meta: {
    name: "unused-derived-role",
    category: "completeness",
    forbids: "a derived role that no rule names",
    why: "it looks as if it let somebody in",
  },
  *find(tree) {
    if (isBroken(tree, "policy")) return;
    const used = new Set(
      tree.policies.flatMap((policy) =>
        rolesOfRules(tree, policy).flatMap(({ roles }) => roles),
      ),
    );
    for (const role of tree.roleSets.flatMap(({ roles }) => roles)) {
      if (used.has(role)) continue;
      yield problemAt(
        role,
        `No rule uses the derived role ${quote(role.name)}. Remove it, or write the rule.`,
      );
    }
  },
};
