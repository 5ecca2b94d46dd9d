import { Command } from "commander";
import { join } from "node:path";
import type { Finding } from "../../../policies/lint/finding.ts";
import { lintPolicies } from "../../../policies/lint/lint.ts";
import { printable } from "../../../util/quote.ts";
import { policyFolderArgument } from "../../arguments.ts";
import { colors } from "../../colors.ts";
import { policiesPath } from "../../context.ts";
import { EXIT } from "../../../errors/exit-code.ts";
import { examples } from "../../examples.ts";
import { jsonOption } from "../../options.ts";
import { count, type Outcome, type Report } from "../../output.ts";

/** `rolebook policies lint`: the problems of a policy folder that Cerbos does not find. */
export function lintCommand(report: Report): Command {
  return new Command("lint")
    .description("Find mistakes in policies that compile.")
    .addArgument(policyFolderArgument())
    .addOption(jsonOption())
    .addHelpText("after", examples("policies lint", "policies lint policies"))
    .action(async (folder: string | undefined) => {
      report(await runLint(folder));
    });
}

export async function runLint(folder?: string): Promise<Outcome> {
  const path = policiesPath(folder);
  const findings = await lintPolicies(path);
  return {
    exitCode: findings.length === 0 ? EXIT.ok : EXIT.negative,
    text: describe(findings, path),
    json: { path, findings },
  };
}

function describe(findings: readonly Finding[], path: string): string {
  if (findings.length === 0) {
    return colors.green(`No problems in ${printable(path)}.`);
  }
  return [
    ...findings.map(({ file, line, message, check }) => {
      const place = printable(`${join(path, file)}:${line}`);
      return `${colors.bold(place)}  ${printable(message)} ${colors.dim(`(${check})`)}`;
    }),
    "",
    colors.yellow(`${count(findings.length, "finding")}.`),
  ].join("\n");
}
