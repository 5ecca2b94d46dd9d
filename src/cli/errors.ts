import { CommanderError } from "commander";
import { EXIT, type ExitCode } from "../errors/exit-code.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

/** A command was used wrongly. */
export class UsageError extends RolebookError {
  override readonly name = "UsageError";

  constructor(message: string, options?: ErrorOptions) {
    super("usage", message, options);
  }
}

/** The exit code of a command that ends with this error; `EXIT.fault` for an error that users cannot fix. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return error instanceof RolebookError ? error.exitCode : EXIT.fault;
}
