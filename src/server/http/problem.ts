/** One thing that is wrong with a request. */
export interface RequestProblem {
  /** Where: a JSON pointer into the body (RFC 6901); empty for the body itself. */
  readonly pointer: string;
  readonly message: string;
}

/** The problems as one text, each with its place. */
export function problemsText(problems: readonly RequestProblem[]): string {
  return problems
    .map(({ pointer, message }) =>
      pointer === "" ? message : `${pointer}: ${message}`,
    )
    .join(" ");
}

/** A part of a JSON pointer for a property of any name. */
export function pointerPart(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
