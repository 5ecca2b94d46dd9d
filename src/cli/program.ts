import { Command, CommanderError } from "commander";
import { packageManifest } from "../util/package-root.ts";
import { accessCommand } from "./commands/access.ts";
import { checkCommand } from "./commands/check.ts";
import { matrixCommand } from "./commands/matrix.ts";
import { policiesCommand } from "./commands/policies.ts";
import { serveCommand } from "./commands/serve.ts";
import { tokenCommand } from "./commands/token.ts";
import { validateCommand } from "./commands/validate.ts";
import { whoCanCommand } from "./commands/who-can.ts";
import { EXIT, type ExitCode } from "../errors/exit-code.ts";
import { exitCodeOf, UsageError } from "./errors.ts";
import { type Outcome, type Report, toJson } from "./output.ts";

/** The streams that a command writes to. */
interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Runs `rolebook` with these arguments, and returns the exit code.
 *
 * Errors that a person can correct are printed. Others are thrown.
 */
export async function run(
  args: readonly string[],
  { out, err }: Streams,
): Promise<ExitCode> {
  let outcome: Outcome | undefined;
  const json = asksForJson(args);
  const program = createProgram(
    { out, err: json ? () => undefined : err },
    (found) => {
      outcome = found;
    },
  );
  try {
    await program.parseAsync(args, { from: "user" });
    if (outcome === undefined) return EXIT.ok;
    out(`${json ? toJson(outcome.json) : outcome.text}\n`);
    return outcome.exitCode;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === EXIT.fault) throw error;
    if (error instanceof CommanderError && (!json || exitCode === EXIT.ok)) {
      // Commander has already printed the error.
      return exitCode;
    }
    if (json) {
      out(`${toJson({ error: describeError(error) })}\n`);
    } else {
      err(`rolebook: ${(error as Error).message}\n`);
    }
    return exitCode;
  }
}

/** An error as `--json` prints it: with its code, and with all its fields. */
function describeError(error: unknown): object {
  if (error instanceof CommanderError) {
    return describeError(new UsageError(error.message));
  }
  const { name, message, ...fields } = error as Error;
  return { name, message, ...fields };
}

/** Whether `--json` is among the options. Arguments after `--` are not options. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).includes("--json");
}

/** The command line `rolebook` with all its commands. Each is a file in `commands/`. */
export function createProgram({ out, err }: Streams, report: Report): Command {
  const program = new Command("rolebook")
    .description("Who may do what, and why.")
    .version(packageManifest().version)
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ writeOut: out, writeErr: err })
    .showSuggestionAfterError()
    .showHelpAfterError("(see rolebook --help)")
    .addCommand(validateCommand(report))
    .addCommand(accessCommand(report))
    .addCommand(checkCommand(report))
    .addCommand(whoCanCommand(report))
    .addCommand(matrixCommand(report))
    .addCommand(serveCommand(out))
    .addCommand(tokenCommand(report))
    .addCommand(policiesCommand(report));
  inheritSettings(program);
  return program;
}

/** Passes settings on to all commands. Commander does this only for commands that it makes itself. */
function inheritSettings(parent: Command): void {
  for (const child of parent.commands) {
    inheritSettings(child.copyInheritedSettings(parent));
  }
}
