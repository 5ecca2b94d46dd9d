import pc from "picocolors";
import type { Directory } from "../directory/directory.ts";
import type { Instant } from "../directory/model.ts";
import { reviewDirectory } from "../directory/warnings.ts";
import { EXIT } from "./errors.ts";
import { count, type Outcome } from "./output.ts";

/** `rolebook validate`: what a valid directory holds, and what to look at. An invalid one does not get here. */
export function validate(
  directory: Directory,
  path: string,
  at: Instant,
): Outcome {
  const warnings = reviewDirectory(directory, at);
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
      pc.green(`${path} is valid.`),
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
        : ["", pc.yellow(`${count(warnings.length, "warning")}:`)]),
      ...warnings.map(
        ({ organization, kind, id, path: place, message, remedy }) =>
          `  ${organization} ${kind} ${id}${place === undefined ? "" : ` ${place}`}: ${message}. ${remedy}`,
      ),
    ].join("\n"),
  };
}
