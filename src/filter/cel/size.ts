import { isObject } from "./json.ts";

/** CEL's `size`, which counts code points in a string. It is `undefined`, an error, for a value without a size. */
export function size(value: unknown): number | undefined {
  if (typeof value === "string") return codePoints(value);
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const codeUnit = text.charCodeAt(at);
    // The second half of a surrogate pair.
    if (codeUnit >= 0xdc00 && codeUnit < 0xe000) count--;
  }
  return count;
}
