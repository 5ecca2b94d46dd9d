const LONGEST = 80;

// C0 and C1 controls, and the marks that reorder or hide text.
const UNSAFE =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** A value for use in a message: short, on one line, and without characters that a terminal would act on. */
export function quote(value: unknown): string {
  if (typeof value === "string") {
    return printable(JSON.stringify(shorten(value)));
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  if (value === null || value === undefined) return "An empty value";
  if (Array.isArray(value)) return "A list";
  return typeof value === "object"
    ? "A mapping"
    : `A value of type ${typeof value}`;
}

/** Escapes characters that a terminal would act on, such as a line break in a file's name. */
export function printable(text: string): string {
  return text.replace(
    UNSAFE,
    (character) =>
      `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

function shorten(text: string): string {
  return text.length > LONGEST
    ? `${text.slice(0, LONGEST).toWellFormed()}…`
    : text;
}
