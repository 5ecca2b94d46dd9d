import { printable } from "../../util/quote.ts";

/** The lines of a doc comment with this text. Empty if the text is empty. */
export function docComment(text: string | undefined): readonly string[] {
  const lines = (text ?? "")
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(toLine);
  const [only = "", ...more] = lines;
  if (more.length > 0) {
    return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];
  }
  return only === "" ? [] : [`/** ${only} */`];
}

/** A line that neither ends the comment nor begins with a tag such as `@ts-ignore`. */
function toLine(text: string): string {
  return printable(text.replaceAll("\t", " "))
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/^@/, "\\@");
}
