/** One thing that is wrong with a request. */
export interface RequestProblem {
  /** The place: a JSON pointer into the body (RFC 6901). Empty for the body itself. */
  readonly pointer: string;
  readonly message: string;
}

/** All problems as one text, each with its place. */
export function problemsText(problems: readonly RequestProblem[]): string {
  return problems
    .map(({ pointer, message }) =>
      pointer === "" ? message : `${pointer}: ${message}`,
    )
    .join(" ");
}

/** The part of a JSON pointer for a property with any name. */
export function pointerPart(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
