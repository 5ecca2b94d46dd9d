import { size } from "../cel/size.ts";
import { binary, ofOne, ofTwo, type Operator, unary } from "./operator.ts";

/**
 * CEL's functions of strings. Other values are an error, except for `size`, which lists and maps have too.
 *
 * All text here is well-formed Unicode. So a search for code units finds the same as CEL's search for bytes of UTF-8.
 */
export const TEXT: ReadonlyMap<string, Operator> = new Map([
  ["startsWith", search((text, start) => text.startsWith(start))],
  ["endsWith", search((text, end) => text.endsWith(end))],
  ["contains", search((text, part) => text.includes(part))],
  ["lowerAscii", rewriting(/[A-Z]/g, (letter) => letter.toLowerCase())],
  ["upperAscii", rewriting(/[a-z]/g, (letter) => letter.toUpperCase())],
  [
    "size",
    unary((operand) => ({ evaluate: ofOne(operand, size), mayBeInt: true })),
  ],
]);

function search(finds: (text: string, part: string) => boolean): Operator {
  return binary((left, right) => ({
    evaluate: ofTwo(left, right, (text, part) =>
      typeof text === "string" && typeof part === "string"
        ? finds(text, part)
        : undefined,
    ),
    isBoolean: true,
  }));
}

function rewriting(
  what: RegExp,
  replacement: (letter: string) => string,
): Operator {
  return unary((operand) => ({
    evaluate: ofOne(operand, (text) =>
      typeof text === "string" ? text.replace(what, replacement) : undefined,
    ),
  }));
}
