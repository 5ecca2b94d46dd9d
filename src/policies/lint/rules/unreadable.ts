import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { MOST_STEPS } from "../../tree/scope.ts";
import { scopeOf } from "../../tree/imports.ts";

/** What is not understood, and so is not held to anything. */
export const unreadable: LintRule = {
  meta: {
    name: "unreadable",
    category: "understanding",
    forbids:
      "whatever the rules do not understand, such as principal policies and scopes",
    why: "a linter that skips something says that it is fine",
  },
  *find(tree) {
    yield* tree.problems;
    for (const definer of [...tree.policies, ...tree.roleSets]) {
      const { endless } = scopeOf(tree, definer);
      if (endless === undefined) continue;
      yield problemAt(
        endless.expression,
        `The variable stands for another one more than ${MOST_STEPS} times in a row, so it is not checked. Write out what it stands for.`,
      );
    }
  },
};
