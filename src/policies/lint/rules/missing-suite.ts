import { dirname } from "node:path";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";

/**
 * A kind must have a suite next to its policy. A folder without any suite is accepted, because policies are shipped
 * without.
 */
export const missingSuite: LintRule = {
  meta: {
    name: "missing-suite",
    category: "completeness",
    forbids: "a kind without a suite",
    why: "Cerbos tests nothing, and says that all is well",
  },
  *find(tree) {
    const { policies, suites } = tree;
    if (suites.length === 0 || isBroken(tree, "suite")) return;
    for (const { kind, file } of policies) {
      const hasSuite = suites.some(
        (suite) =>
          suite.kind === kind.name && dirname(suite.file) === dirname(file),
      );
      if (hasSuite) continue;
      yield problemAt(
        kind,
        `Nothing tests ${kind.name}. Write ${kind.name}_test.yaml next to the policy.`,
      );
    }
  },
};
