import { Command } from "commander";
import { DirectoryError } from "../../directory/directory-error.ts";
import type { Directory } from "../../directory/directory.ts";
import { formatProblem, type Problem } from "../../directory/problem.ts";
import { reviewFolder } from "../../review/review.ts";
import { colors } from "../colors.ts";
import { directoryPath } from "../context.ts";
import { EXIT } from "../../errors/exit-code.ts";
import { UsageError } from "../errors.ts";
import { examples } from "../examples.ts";
import { directoryOption, jsonOption } from "../options.ts";
import { count, type Outcome, type Report } from "../output.ts";

interface ValidateOptions {
  readonly directory?: string | undefined;
}

/** `rolebook validate`: all problems of a directory, or its contents and warnings. */
export function validateCommand(report: Report): Command {
  return new Command("validate")
    .description("Check a directory: all its problems, or its contents.")
    .argument("[directory]", "the folder of the directory")
    .addOption(directoryOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("validate examples/acme", "validate examples/acme --json"),
    )
    .action(async (folder: string | undefined, options: ValidateOptions) => {
      report(await validate(folder, options));
    });
}

async function validate(
  folder: string | undefined,
  options: ValidateOptions,
): Promise<Outcome> {
  if (folder !== undefined && options.directory !== undefined) {
    throw new UsageError("Name one folder, not two.");
  }
  const path = directoryPath(folder ?? options.directory);
  try {
    const { directory, warnings } = await reviewFolder(path, Date.now());
    return describe(directory, warnings, path);
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    const { message, problems } = error;
    return {
      exitCode: EXIT.negative,
      text: message,
      json: { valid: false, path, problems },
    };
  }
}

function describe(
  directory: Directory,
  warnings: readonly Problem[],
  path: string,
): Outcome {
  const found = directory.organizations.map((each) => ({
    organization: each.organization.id,
    projects: each.projects.length,
    users: each.users.length,
    groups: each.groups.length,
    credentials: each.credentials.length,
    teamSpaces: each.teamSpaces.length,
    flags: each.items.filter(({ kind }) => kind === "flag").length,
    experiments: each.items.filter(({ kind }) => kind === "experiment").length,
  }));
  return {
    exitCode: EXIT.ok,
    json: { valid: true, path, organizations: found, warnings },
    text: [
      colors.green(`${path} is valid.`),
      ...found.map(
        ({ organization, ...counts }) =>
          `  ${organization}: ${[
            count(counts.projects, "project"),
            count(counts.users, "user"),
            count(counts.groups, "group"),
            count(counts.credentials, "credential"),
            count(counts.teamSpaces, "team space"),
            count(counts.flags, "flag"),
            count(counts.experiments, "experiment"),
          ].join(", ")}`,
      ),
      ...(warnings.length === 0
        ? []
        : ["", colors.yellow(`${count(warnings.length, "warning")}:`)]),
      ...warnings.map((warning) => `  ${formatProblem(warning)}`),
    ].join("\n"),
  };
}
