import { isDeepStrictEqual } from "node:util";

/**
 * A comment, a string, the name of a property, a `readonly` or a `[]` of a type, another word, or any other character.
 */
const TOKEN =
  /(?<comment>\/\*[^]*?\*\/|\/\/.*)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<name>[\p{L}$_][\p{L}\p{M}\p{N}$_]*)(?=\??:)|(?<modifier>readonly[ \t]+)(?=[^\s;])|(?<=[^\s;])\[\]|[\p{L}\p{M}\p{N}$_.]+|\S/gu;

/** Whether two files of generated types differ only in their format. */
export function areSameTypes(one: string, other: string): boolean {
  return isDeepStrictEqual(tokensOf(one), tokensOf(other));
}

/**
 * The tokens of generated types, without everything that a formatter may change: spaces, line breaks, quotes, the `|`
 * before the first of several alternatives, and the marks that end a property. Files with the same tokens mean the
 * same.
 *
 * Only names and strings are in double quotes, and only comments begin with a slash.
 */
export function tokensOf(types: string): readonly string[] {
  const tokens: string[] = [];
  for (const { 0: token, groups = {} } of types.matchAll(TOKEN)) {
    const { comment, text, name, modifier } = groups;
    const before = tokens.at(-1);
    if (comment !== undefined) tokens.push(comment.replace(/\s*\n\s*/g, "\n"));
    else if (text !== undefined) tokens.push(inDoubleQuotes(text));
    else if (name !== undefined) tokens.push(`"${name}"`);
    // Alone at the end of a line, `readonly` would be the name of a property.
    else if (modifier !== undefined) tokens.push("readonly ");
    else if (token === "|" && (before === ":" || before === "(")) continue;
    else if (token !== ";") tokens.push(token);
  }
  return tokens;
}

/** A string literal in double quotes, escaped as they require. */
function inDoubleQuotes(literal: string): string {
  const inner = literal
    .slice(1, -1)
    .replace(/\\'|\\.|"/g, (found) =>
      found === "\\'" ? "'" : found === '"' ? '\\"' : found,
    );
  return `"${inner}"`;
}
