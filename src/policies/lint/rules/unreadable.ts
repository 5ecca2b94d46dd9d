import { type Check } from "../finding.ts";
import { problemAt } from "../../tree/position.ts";
import { MOST_STEPS } from "../../tree/scope.ts";
import { scopeOf } from "../../tree/imports.ts";

/** What is not understood, and so is not held to anything. */
export const unreadable: Check = {
  name: "unreadable",
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
