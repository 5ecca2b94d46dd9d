import { Command } from "commander";
import { join } from "node:path";
import {
  type Coverage,
  type CoveragePart,
  isCovered,
  isComplete,
} from "../../../policies/coverage/coverage.ts";
import { gapsIn } from "../../../policies/coverage/gaps.ts";
import { policyCoverage } from "../../../policies/coverage/measure.ts";
import { printable } from "../../../util/quote.ts";
import { policyFolderArgument } from "../../arguments.ts";
import { colors } from "../../colors.ts";
import { policiesPath } from "../../context.ts";
import { EXIT } from "../../../errors/exit-code.ts";
import { examples } from "../../examples.ts";
import { jsonOption } from "../../options.ts";
import { count, type Outcome, type Report } from "../../output.ts";

/**
 * `rolebook policies coverage`: the parts of a policy folder that its suites do not exercise both ways.
 *
 * Each such rule, action, condition, variable or derived role is a gap, and makes the exit code 1. So does a folder
 * without rules. A failing test is not a gap, because it exercises its parts too.
 */
export function coverageCommand(report: Report): Command {
  return new Command("coverage")
    .description(
      "Find rules, actions, conditions and derived roles that the tests do not cover both ways. Exits with 1 if there are any.",
    )
    .addArgument(policyFolderArgument())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("policies coverage", "policies coverage policies --json"),
    )
    .action(async (folder: string | undefined) => {
      report(await runCoverage(folder));
    });
}

export async function runCoverage(folder?: string): Promise<Outcome> {
  const path = policiesPath(folder);
  const coverage = await policyCoverage(path);
  const complete = isComplete(coverage);
  return {
    exitCode: complete ? EXIT.ok : EXIT.negative,
    text: describe(coverage, path),
    json: {
      path,
      complete,
      ...coverage,
      items: coverage.items.map((item) => ({
        ...item,
        covered: isCovered(item),
      })),
    },
  };
}

const NAMES: Readonly<Record<CoveragePart, string>> = {
  rule: "rules",
  action: "actions",
  condition: "conditions",
  variable: "variables",
  derived_role: "derived roles",
};

function describe(coverage: Coverage, path: string): string {
  const { totals, decisions, items } = coverage;
  const parts = Object.entries(NAMES).map(([part, name]) => {
    const { covered, total } = totals[part as CoveragePart];
    return `${name} ${covered}/${total}`;
  });
  const summary = `${parts.join(", ")} are exercised both ways`;
  const traced = `${decisions.traced.toLocaleString("en")} of ${count(decisions.total, "decision")} traced`;
  const color = isComplete(coverage) ? colors.green : colors.yellow;
  return [
    ...gapsIn(items).flatMap(({ file, missing, remedy }) => [
      `${colors.bold(printable(join(path, file)))}  ${printable(missing)}`,
      `  ${printable(remedy)}`,
    ]),
    `${color(`${summary}.`)} ${colors.dim(`(${traced})`)}`,
  ].join("\n");
}
