/** A server does not start as it was asked to. */
export class StartError extends Error {
  override readonly name = "StartError";
  /** All that is wrong, each with what to do about it. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(startProblems(problems), options);
    this.problems = problems;
  }
}

/** All that keeps a server from starting, as one text; a problem of several lines stays one item. */
export function startProblems(problems: readonly string[]): string {
  const items = problems.map(
    (each) => `  - ${each.trimEnd().replaceAll("\n", "\n    ")}`,
  );
  return ["The server does not start.", ...items].join("\n");
}
