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

/** What a command that ended with this error exits with; `EXIT.fault` if nobody but us can mend it. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return error instanceof RolebookError ? error.exitCode : EXIT.fault;
}
