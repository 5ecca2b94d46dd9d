import { DirectoryError } from "../../directory/directory-error.ts";
import type { Directory } from "../../directory/directory.ts";
import { formatProblem, type Problem } from "../../directory/problem.ts";
import { reviewFolder } from "../../review/review.ts";
import { colors } from "../colors.ts";
import { EXIT } from "../errors.ts";
import { count, type Outcome } from "../output.ts";

/** `rolebook validate`: all problems of a directory, or what it holds and what to look at. */
export async function validateCommand(path: string): Promise<Outcome> {
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
