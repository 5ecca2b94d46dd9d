import { basename } from "node:path";
import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";

/** A file must have the name of its contents: a kind, a set of derived roles, variables or constants. */
export const misnamedPolicy: LintRule = {
  meta: {
    name: "misnamed-policy",
    category: "completeness",
    forbids: "a file that is not named after the kind in it",
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
        `The name of the file is ${quote(basename(name.file))}, but it holds ${quote(name.name)}. Give both the same name.`,
      );
    }
  },
};
