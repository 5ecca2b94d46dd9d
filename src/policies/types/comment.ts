import { printable } from "../../util/quote.ts";

/** The lines of a doc comment, whatever the text is; none for an empty one. */
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

/** Text that neither ends the comment nor is an instruction to a compiler or an editor. */
function toLine(text: string): string {
  return printable(text.replaceAll("\t", " "))
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/^@/, "\\@");
}
