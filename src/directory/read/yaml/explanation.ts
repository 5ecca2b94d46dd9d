import { YAMLException } from "js-yaml";
import { printable } from "../../../util/quote.ts";

interface Explanation {
  readonly message: string;
  readonly remedy: string;
}

const KNOWN: readonly (readonly [RegExp, string, string])[] = [
  [
    /^aliases exceeded/,
    "Aliases (*name) are not part of the format",
    "Write the value out.",
  ],
  [
    /^nesting exceeded/,
    "The document is nested too deeply",
    "Write it with fewer levels: no kind of document needs more than four.",
  ],
  [/^duplicated mapping key/, "The key appears twice", "Keep one of the two."],
  [
    /non-printable characters|null byte/,
    "The text has a control character",
    "Remove it, or write it as an escape in double quotes.",
  ],
  [
    /^unknown (?:scalar|sequence|mapping) tag/,
    "Tags (!name) are not part of the format",
    "Write the value without one.",
  ],
  [/tab characters/, "A tab is used for indentation", "Indent with spaces."],
];

/** Explains a parser's exception to the author of the file. */
export function explainYaml(error: unknown): Explanation {
  if (!(error instanceof YAMLException)) {
    return {
      message: "The file cannot be parsed",
      remedy: "Make it a YAML document with apiVersion, kind and id.",
    };
  }
  for (const [pattern, message, remedy] of KNOWN) {
    if (pattern.test(error.reason)) return { message, remedy };
  }
  return {
    message: `This is not YAML: ${printable(error.reason.slice(0, 200))}`,
    remedy: "Correct the syntax on this line or just above it.",
  };
}
