/**
 * CEL's order: negative if `left` comes before `right`, zero if they are equal, positive if it comes after.
 *
 * `undefined`, an error, for values of different types, for types without an order, and for NaN.
 */
export function order(left: unknown, right: unknown): number | undefined {
  if (typeof left === "number" && typeof right === "number") {
    if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
    return left < right ? -1 : Number(left > right);
  }
  if (typeof left === "string" && typeof right === "string") {
    return orderOfText(left, right);
  }
  if (typeof left === "boolean" && typeof right === "boolean") {
    return Number(left) - Number(right);
  }
  return undefined;
}

/** Compares by code point, which gives the order of the UTF-8 bytes. */
function orderOfText(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Ranks surrogates above all other code units, because they stand for the highest code points. */
function rank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit < 0xe000
    ? codeUnit + 0x10000
    : codeUnit;
}
