import { quote } from "../../util/quote.ts";
import type { PolicyProblem } from "../policy-error.ts";
import type { Suite } from "../tree/policy-tree.ts";
import { nodesIn, type YamlNode } from "../tree/yaml/node.ts";

/** Texts that some parser reads as a number, and numbers that all parsers read alike. */
const NUMBER_LIKE = /^[-+]?(?:0[box][\da-f_]*|\.?\d[\d._]*(?:e[-+]?\d*)?)$/i;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Parts of suites that Cerbos may read differently. With these, other requests would be traced than Cerbos tests. */
export function ambiguitiesIn(
  suites: readonly Suite[],
): readonly PolicyProblem[] {
  const files = suites.map(({ file }) => file);
  return suites.flatMap(({ file, line, document }, index) => {
    if (files.indexOf(file) < index) {
      const message = "The file holds several documents. Leave one.";
      return [{ file, line, message }];
    }
    return [...nodesIn(document.root)].flatMap((node) => {
      const message = ambiguityOf(node);
      return message === undefined ? [] : { file, line: node.line, message };
    });
  });
}

function ambiguityOf(node: YamlNode): string | undefined {
  if (node.isTagged) return "Parsers differ on tags. Leave this one out.";
  if (node.kind !== "scalar" || !node.plain) return undefined;
  const { text } = node;
  if (text === "<<") {
    return "Parsers differ on the key <<. Write out what it merges.";
  }
  return NUMBER_LIKE.test(text) && !NUMBER.test(text)
    ? `Parsers differ on ${quote(text)}. Write a plain decimal number, or put it in quotes.`
    : undefined;
}
