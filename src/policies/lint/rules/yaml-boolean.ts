import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { nodesIn } from "../../tree/yaml/node.ts";

/** YAML 1.1 reads these words as true and false, and YAML 1.2 as text. */
const WORDS = /^(?:y|n|yes|no|on|off)$/i;

/** Words that one parser reads as a boolean and another as text. */
export const yamlBoolean: LintRule = {
  meta: {
    name: "yaml-boolean",
    category: "understanding",
    forbids: "unquoted `yes`, `no`, `on`, `off`, `y`, `n`",
    why: "some parsers read them as booleans",
  },
  *find({ documents }) {
    for (const { file, root } of documents) {
      for (const node of nodesIn(root)) {
        if (node.kind !== "scalar" || !node.plain) continue;
        if (!WORDS.test(node.text)) continue;
        yield problemAt(
          { file, line: node.line },
          `Some parsers read ${node.text} as a boolean. Put it in quotes, or write true or false.`,
        );
      }
    }
  },
};
