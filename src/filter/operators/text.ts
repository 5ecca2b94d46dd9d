import { size } from "../cel/size.ts";
import { binary, ofOne, ofTwo, type Operator, unary } from "./operator.ts";

/**
 * What CEL does with strings; anything but a string is an error, but for `size`, which lists and maps have too.
 *
 * Where all text is whole Unicode, as it is here, looking for code units finds what looking for bytes of UTF-8 does.
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
