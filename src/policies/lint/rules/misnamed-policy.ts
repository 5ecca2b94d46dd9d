import { basename } from "node:path";
import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";

/** A file is called as what it holds: a kind, a set of derived roles, variables or constants. */
export const misnamedPolicy: LintRule = {
  meta: {
    name: "misnamed-policy",
    category: "completeness",
    forbids: "a file that is not called as the kind in it",
    why: "nobody would find the rule",
  },
  *find({ policies, roleSets, exportedVariables, exportedConstants }) {
    const names = [
      ...policies.map(({ kind }) => kind),
      ...roleSets.map(({ name }) => name),
      ...exportedVariables,
      ...exportedConstants,
    ];
    for (const name of names) {
      const file = basename(name.file).replace(/\.[^.]+$/, "");
      if (file === name.name) continue;
      yield problemAt(
        name,
        `The file is called ${quote(basename(name.file))} and holds ${quote(name.name)}. Give both the same name.`,
      );
    }
  },
};
