/** A server does not start as it was asked to. */
export class StartError extends Error {
  override readonly name = "StartError";
  /** All that is wrong, each with what to do about it. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(
      `The server does not start.\n${problems.map((each) => `  - ${each}`).join("\n")}`,
      options,
    );
    this.problems = problems;
  }
}
