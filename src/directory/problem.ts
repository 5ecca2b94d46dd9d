import { printable } from "../util/quote.ts";

/** A problem that makes a directory invalid: its place, its message and its remedy. */
export interface Problem {
  /**
   * The file: the folder as the caller gave it, and the path below it. Absent if the document did not come from a file.
   */
  readonly file?: string | undefined;
  /** The document's number in its file, or in the list it came from; the first is 1. */
  readonly document?: number | undefined;
  /** The line in the file; the first is 1. */
  readonly line?: number | undefined;
  /** The document's kind, if it could be read. */
  readonly kind?: string | undefined;
  /** The document's id, if it could be read. */
  readonly id?: string | undefined;
  /** The place in the document, such as `grants[0].role`. */
  readonly path?: string | undefined;
  readonly message: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** The place of a problem as text, such as `file:line  path`. Unknown parts are left out. */
export function formatPlace(
  place: Omit<Problem, "message" | "remedy">,
): string {
  const { file, line, document, path, kind, id } = place;
  const parts: string[] = [];
  if (file !== undefined) {
    if (line !== undefined) parts.push(`${file}:${line}`);
    else if (document !== undefined)
      parts.push(`${file}, document ${document}`);
    else parts.push(file);
  } else if (document !== undefined) {
    const name = [kind, id].filter((each) => each !== undefined).join(" ");
    parts.push(`document ${document}${name === "" ? "" : ` (${name})`}`);
  }
  if (path !== undefined) parts.push(path);
  return printable(parts.join("  "));
}

/** A problem as one line of text. */
export function formatProblem(problem: Problem): string {
  const place = formatPlace(problem);
  const text = `${problem.message}. ${problem.remedy}`;
  return place === "" ? text : `${place}: ${text}`;
}
