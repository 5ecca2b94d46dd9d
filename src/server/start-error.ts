import type { ExitCode } from "../errors/exit-code.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

/** A server cannot start as it was asked to. */
export class StartError extends RolebookError {
  override readonly name = "StartError";
  /** All problems, each with what to do about it. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super("start_failed", describe(problems), options);
    this.problems = problems;
  }

  /** That of the cause, if it is one that Rolebook knows. */
  override get exitCode(): ExitCode {
    return this.cause instanceof RolebookError
      ? this.cause.exitCode
      : super.exitCode;
  }
}

/** As one text; a problem of several lines stays one item. */
function describe(problems: readonly string[]): string {
  const items = problems.map(
    (each) => `  - ${each.trimEnd().replaceAll("\n", "\n    ")}`,
  );
  return ["The server does not start.", ...items].join("\n");
}
