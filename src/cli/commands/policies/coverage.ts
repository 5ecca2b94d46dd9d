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
import { colors } from "../../colors.ts";
import { policiesPath } from "../../context.ts";
import { EXIT } from "../../errors.ts";
import { count, type Outcome } from "../../output.ts";

/**
 * `rolebook policies coverage`: what the suites of a policy folder exercise both ways, and what not.
 *
 * Anything that is not is a gap and makes the exit code 1: a rule, one of its actions, a condition, a variable in one, a
 * derived role. So does a folder without rules. A test that fails is none: it exercises what it asks for all the same.
 */
export async function policiesCoverageCommand(
  folder?: string,
): Promise<Outcome> {
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
