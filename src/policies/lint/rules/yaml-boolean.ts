import { type Check } from "../finding.ts";
import { type Problem, problemAt } from "../../tree/position.ts";
import type { YamlNode } from "../../tree/yaml/node.ts";

/** YAML 1.1 takes these words for true and false, YAML 1.2 for text. */
const WORDS = /^(?:y|n|yes|no|on|off)$/i;

/** A word that one parser reads as a boolean and another as text. */
export const yamlBoolean: Check = {
  name: "yaml-boolean",
  *find({ documents }) {
    for (const { file, root } of documents) {
      yield* wordsIn(file, root, new Set());
    }
  },
};

function* wordsIn(
  file: string,
  node: YamlNode,
  seen: Set<YamlNode>,
): Generator<Problem> {
  // What has several names is there once.
  if (seen.has(node)) return;
  seen.add(node);
  switch (node.kind) {
    case "scalar":
      if (node.plain && WORDS.test(node.text)) {
        yield problemAt(
          { file, line: node.line },
          `Some parsers read ${node.text} as a boolean. Put it in quotes, or write true or false.`,
        );
      }
      break;
    case "list":
      for (const item of node.items) yield* wordsIn(file, item, seen);
      break;
    case "mapping":
      for (const { key, value } of node.entries) {
        yield* wordsIn(file, key, seen);
        yield* wordsIn(file, value, seen);
      }
  }
}
