import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { MOST_STEPS } from "../../tree/scope.ts";
import { scopeOf } from "../../tree/imports.ts";

/** Everything that the linter does not understand, and so cannot check. */
export const unreadable: LintRule = {
  meta: {
    name: "unreadable",
    category: "understanding",
    forbids:
      "anything that the rules do not understand, such as principal policies and scopes",
    why: "if it were skipped, it would seem to be fine",
  },
  *find(tree) {
    yield* tree.problems;
    for (const definer of [...tree.policies, ...tree.roleSets]) {
      const { endless } = scopeOf(tree, definer);
      if (endless === undefined) continue;
      yield problemAt(
        endless.expression,
        `The variable refers to another one more than ${MOST_STEPS} times in a row, so it is not checked. Write its value out.`,
      );
    }
  },
};
