import { printable } from "../../util/quote.ts";

/** A string literal, in the quotes that need fewer escapes, on one line and without characters that cannot be seen. */
export function stringLiteral(text: string): string {
  const json = JSON.stringify(text);
  const isDoubled = count(text, '"') > count(text, "'");
  return printable(
    isDoubled
      ? `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
      : json,
  );
}

/** The name of a property, in quotes unless it is an identifier. */
export function propertyName(name: string): string {
  return /^[\p{L}$_][\p{L}\p{Mn}\p{Nd}$_]*$/u.test(name)
    ? name
    : stringLiteral(name);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
