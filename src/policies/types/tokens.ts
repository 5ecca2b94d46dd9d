import { isDeepStrictEqual } from "node:util";

/** A comment, a string, the name of a property, the `readonly` before something, the `[]` after it, another word, or any other character. */
const TOKEN =
  /(?<comment>\/\*[^]*?\*\/|\/\/.*)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<name>[\p{L}$_][\p{L}\p{M}\p{N}$_]*)(?=\??:)|(?<modifier>readonly[ \t]+)(?=[^\s;])|(?<=[^\s;])\[\]|[\p{L}\p{M}\p{N}$_.]+|\S/gu;

/** Whether two files of generated types differ in nothing but what a formatter may change. */
export function areSameTypes(one: string, other: string): boolean {
  return isDeepStrictEqual(tokensOf(one), tokensOf(other));
}

/**
 * The tokens of generated types, without what a formatter may change: spaces, line breaks, quotes, the `|` before the first of several
 * alternatives, and the marks that end a property. Two files with the same tokens have the same meaning.
 *
 * A name or a string is in double quotes, and a comment begins with a slash. Nothing else does.
 */
export function tokensOf(types: string): readonly string[] {
  const tokens: string[] = [];
  for (const { 0: token, groups = {} } of types.matchAll(TOKEN)) {
    const { comment, text, name, modifier } = groups;
    const before = tokens.at(-1);
    if (comment !== undefined) tokens.push(comment.replace(/\s*\n\s*/g, "\n"));
    else if (text !== undefined) tokens.push(inDoubleQuotes(text));
    else if (name !== undefined) tokens.push(`"${name}"`);
    // Without anything after it on its line, it would be the name of a property.
    else if (modifier !== undefined) tokens.push("readonly ");
    else if (token === "|" && (before === ":" || before === "(")) continue;
    else if (token !== ";") tokens.push(token);
  }
  return tokens;
}

/** A string literal with the escapes that it needs in these quotes. */
function inDoubleQuotes(literal: string): string {
  const inner = literal
    .slice(1, -1)
    .replace(/\\'|\\.|"/g, (found) =>
      found === "\\'" ? "'" : found === '"' ? '\\"' : found,
    );
  return `"${inner}"`;
}
