import {
  Argument,
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "commander";
import { loadDirectory } from "../directory/load.ts";
import type { Credential } from "../model/organization.ts";
import { parseInstant } from "../model/instant.ts";
import { SECTION_NAMES } from "../matrix/columns.ts";
import { MATRIX_FORMATS } from "../matrix/format.ts";
import { packageVersion } from "../util/package-root.ts";
import { CREDENTIAL_TYPES } from "../model/roles.ts";
import { LOG_LEVELS } from "../server/log-options.ts";
import { accessCommand, type AccessOptions } from "./commands/access.ts";
import { checkCommand } from "./commands/check.ts";
import { type CommonOptions, directoryPath, withSession } from "./context.ts";
import { EXIT, type ExitCode, exitCodeOf, UsageError } from "./errors.ts";
import { matrixCommand, type MatrixCommandOptions } from "./commands/matrix.ts";
import { type Outcome, toJson } from "./output.ts";
import { policiesCoverageCommand } from "./commands/policies/coverage.ts";
import { policiesLintCommand } from "./commands/policies/lint.ts";
import {
  type PoliciesTypesOptions,
  policiesTypesCommand,
} from "./commands/policies/types.ts";
import type { ServeOptions } from "./commands/serve.ts";
import { tokenCommand } from "./commands/token.ts";
import { validateCommand } from "./commands/validate.ts";
import { whoCanCommand } from "./commands/who-can.ts";

/** Where a command writes. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Runs `rolebook` with these arguments and says what to exit with.
 *
 * Errors that a person can mend are printed, any other is thrown.
 */
export async function run(
  args: readonly string[],
  { out, err }: Streams,
): Promise<ExitCode> {
  let outcome: Outcome | undefined;
  const json = asksForJson(args);
  const program = commands(
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
    if (exitCode === undefined) throw error;
    const { name, message, ...fields } = error as Error;
    if (error instanceof CommanderError && (!json || exitCode === EXIT.ok)) {
      // Commander has already said what there is to say.
      return exitCode;
    }
    if (json) {
      out(`${toJson({ error: { name, message, ...fields } })}\n`);
    } else {
      err(`rolebook: ${message}\n`);
    }
    return exitCode;
  }
}

/** Whether `--json` is among the options: what follows `--` is none. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).includes("--json");
}

function commands(
  { out, err }: Streams,
  report: (outcome: Outcome) => void,
): Command {
  const program = new Command("rolebook")
    .description("Who may do what, and why.")
    .version(packageVersion())
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ writeOut: out, writeErr: err })
    .showSuggestionAfterError()
    .showHelpAfterError("(rolebook --help says more)");

  output(
    program
      .command("validate")
      .description("Check a directory: all its problems, or what it holds.")
      .argument("[directory]", "the folder of the directory"),
  ).action(async (folder: string | undefined, options: CommonOptions) => {
    if (folder !== undefined && options.directory !== undefined) {
      throw new UsageError("Name one folder, not two.");
    }
    report(await validateCommand(directoryPath(folder ?? options.directory)));
  });

  common(
    program
      .command("access")
      .description(
        "The effective roles and team spaces of a user, and what gives them.",
      )
      .argument("<user>", "an e-mail address"),
  )
    .option("--project <id>", "only in this project")
    .option("--app <app>", "only in this app")
    .addOption(atOption())
    .action(async (user: string, options: Omit<AccessOptions, "user">) => {
      const path = directoryPath(options.directory);
      report(accessCommand(await loadDirectory(path), { ...options, user }));
    });

  question(
    program
      .command("check")
      .description("May this user do this? ALLOW or DENY, and why.")
      .argument("<user>", "an e-mail address, or the id of a credential")
      .argument("<action>", "such as edit")
      .addArgument(resourceArgument()),
  )
    .addOption(
      new Option(
        "--as <type>",
        "ask as a credential of this type, not with the user's own roles",
      ).choices(CREDENTIAL_TYPES),
    )
    .option(
      "--explain",
      "for a DENY, the smallest change that would allow it, and who may make it",
    )
    .action(
      async (
        subject: string,
        action: string,
        resource: ResourceName,
        options: CheckOptions,
      ) => {
        report(
          await withSession(options, (session) =>
            checkCommand(session, {
              ...options,
              ...resource,
              subject,
              action,
            }),
          ),
        );
      },
    );

  question(
    program
      .command("who-can")
      .description("Everyone who may do this, and why.")
      .argument("<action>", "such as edit")
      .addArgument(resourceArgument()),
  ).action(
    async (
      action: string,
      resource: ResourceName,
      options: QuestionOptions,
    ) => {
      report(
        await withSession(options, (session) =>
          whoCanCommand(session, { ...options, ...resource, action }),
        ),
      );
    },
  );

  pdpOption(
    program
      .command("matrix")
      .description("Who may do what, by role: the PDP is asked for every cell.")
      .option("--kind <kind>", "only this kind of resource")
      .addOption(
        new Option(
          "--app <app>",
          "only the roles of this app, or of the organization",
        ).choices(SECTION_NAMES),
      )
      .addOption(
        new Option("--format <format>")
          .choices(MATRIX_FORMATS)
          .default("markdown"),
      )
      .option("--policies <folder>", "the policies; else Rolebook's own")
      .option("--json", "print JSON"),
  ).action(async (options: MatrixCommandOptions) => {
    report(await matrixCommand(options));
  });

  pdpOption(
    program
      .command("serve")
      .description(
        "Answer over HTTP: AuthZEN's Authorization API 1.0, health, metrics. Until SIGTERM or SIGINT.",
      )
      .option("--host <name>", "the address to listen on", "127.0.0.1")
      .addOption(
        new Option("--port <number>", "0 for any that is free").default("8181"),
      )
      .option("--directory <folder>", DIRECTORY)
      .option("--policies <folder>", "the policies; else Rolebook's own")
      .option("--tokens <file>", "who may ask: a line for each bearer token")
      .option(
        "--insecure-no-auth",
        "every program on this machine may ask; on a loopback address only",
      )
      .option("--tls-cert <file>", "the certificate with its chain, PEM")
      .option("--tls-key <file>", "its key, PEM")
      .option(
        "--url <base>",
        "by which clients know the server, such as https://rolebook.example.com; else the address it listens on",
      )
      .addOption(
        new Option("--log-level <level>").choices(LOG_LEVELS).default("info"),
      ),
  ).action(async (options: ServeOptions) => {
    // Only here: what it brings along takes longer to load than the other commands take to run.
    const { serveCommand } = await import("./commands/serve.ts");
    await serveCommand(options, { log: out });
  });

  program
    .command("token")
    .description(
      "Make a bearer token for `serve`, and its line for the tokens file.",
    )
    .argument("<name>", "whose it is, such as checkout-service")
    .addOption(
      instantOption("--expires <time>", "when it ends; never, if left out"),
    )
    .option("--json", "print JSON")
    .action((name: string, options: { readonly expires?: number }) => {
      report(tokenCommand(name, options));
    });

  const policies = program
    .command("policies")
    .description(
      "Check policies and how far their suites go, and type their names.",
    );
  policyFolder(
    policies
      .command("lint")
      .description("What is wrong with policies that compile."),
  ).action(async (folder: string | undefined) => {
    report(await policiesLintCommand(folder));
  });
  policyFolder(
    policies
      .command("coverage")
      .description(
        "Which rules, actions, conditions and derived roles no test tells apart. Exits with 1 where there is one.",
      ),
  ).action(async (folder: string | undefined) => {
    report(await policiesCoverageCommand(folder));
  });
  policyFolder(
    policies
      .command("types")
      .description(
        "The kinds, actions, attributes and refusal codes as TypeScript.",
      ),
  )
    .option("--out <file>", "write them to this file; else they are printed")
    .option(
      "--check",
      "write nothing: exit with 1 where the file is missing or stale",
    )
    .action(
      async (folder: string | undefined, options: PoliciesTypesOptions) => {
        report(await policiesTypesCommand(folder, options));
      },
    );
  return program;
}

function policyFolder(command: Command): Command {
  return command
    .argument("[folder]", "the policies; Rolebook's own, if left out")
    .option("--json", "print JSON");
}

interface ResourceName {
  readonly kind: string;
  readonly id: string;
}

interface QuestionOptions extends CommonOptions {
  readonly project?: string | undefined;
  readonly attr: Readonly<Record<string, string>>;
  readonly as?: Credential["type"] | undefined;
  readonly at: number;
}

interface CheckOptions extends QuestionOptions {
  readonly explain?: boolean | undefined;
}

const DIRECTORY =
  "the directory; else ROLEBOOK_DIRECTORY, else ./directory, else, in a clone, examples/acme";

function output(command: Command): Command {
  return command
    .option("--directory <folder>", DIRECTORY)
    .option("--json", "print JSON");
}

function common(command: Command): Command {
  return output(command).option(
    "--organization <id>",
    "which organization, where there are several",
  );
}

function question(command: Command): Command {
  return pdpOption(common(command))
    .option("--project <id>", "the project of the resource")
    .addOption(
      new Option(
        "--attr <name=value>",
        "an attribute of the resource; a list with commas; may be given again",
      )
        .argParser(addAttribute)
        .default({}, "none"),
    )
    .addOption(atOption());
}

function pdpOption(command: Command): Command {
  return command.option(
    "--pdp <host:port>",
    "a PDP that runs elsewhere; else ROLEBOOK_PDP, else one of its own",
  );
}

function resourceArgument(): Argument {
  return new Argument("<kind:id>", "such as flag:new-checkout").argParser(
    (text): ResourceName => {
      const [, kind, id] = /^([^:]+):(.+)$/s.exec(text) ?? [];
      if (kind === undefined || id === undefined) {
        throw new InvalidArgumentError(
          "Give a kind and an id, such as flag:new-checkout.",
        );
      }
      return { kind, id };
    },
  );
}

function addAttribute(
  text: string,
  previous: Readonly<Record<string, string>>,
): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError(
      "Give a name and a value, such as app=experiment.",
    );
  }
  const name = text.slice(0, at);
  if (Object.hasOwn(previous, name)) {
    throw new InvalidArgumentError(`The attribute "${name}" is given twice.`);
  }
  return { ...previous, [name]: text.slice(at + 1) };
}

function atOption(): Option {
  return instantOption(
    "--at <time>",
    "the time to ask about, such as 2027-01-31T00:00:00Z",
  ).default(Date.now(), "now");
}

function instantOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const instant = parseInstant(text);
    if (instant === undefined) {
      throw new InvalidArgumentError(
        "Give a date, or a date and time with its zone, such as 2027-01-31T00:00:00Z.",
      );
    }
    return instant;
  });
}
