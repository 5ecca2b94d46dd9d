import { byCodeUnits } from "../../util/order.ts";
import { Locator, type Target } from "./yaml/locate.ts";
import { formatPath } from "./path.ts";
import { formatPlace, type Problem } from "../problem.ts";
import type { Finding, Origin, Report } from "./report.ts";

/** The problems of a report, with lines, ordered by file, document and line. */
export function toProblems(report: Report): readonly Problem[] {
  const { findings } = report;
  const locator = new Locator(targets(findings));
  const problems = findings.map((finding) => toProblem(finding, locator));
  problems.sort(
    (a, b) =>
      byCodeUnits(a.file ?? "", b.file ?? "") ||
      (a.document ?? 0) - (b.document ?? 0) ||
      (a.line ?? 0) - (b.line ?? 0),
  );
  if (report.overflowed) {
    problems.push({
      message: `There are more than these ${findings.length} problems`,
      remedy: "Correct these first.",
    });
  }
  return problems.map((problem) => Object.freeze(problem));
}

function toProblem(finding: Finding, locator: Locator): Problem {
  const { origin, path, see, message, remedy } = finding;
  const line = finding.line ?? locator.line({ origin, path: path ?? [] });
  return {
    ...describe(origin, line),
    ...(path === undefined || path.length === 0
      ? {}
      : { path: formatPath(path) }),
    message:
      see === undefined
        ? message
        : `${message} ${formatPlace(describe(see, locator.line({ origin: see, path: [] })))}`,
    remedy,
  };
}

function describe(
  { file, document, kind, id }: Origin,
  line: number | undefined,
): Omit<Problem, "message" | "remedy"> {
  return {
    ...(file === undefined ? {} : { file }),
    ...(document === undefined ? {} : { document }),
    ...(line === undefined ? {} : { line }),
    ...(kind === undefined ? {} : { kind }),
    ...(id === undefined ? {} : { id }),
  };
}

function* targets(findings: readonly Finding[]): Generator<Target> {
  for (const { origin, path, line, see } of findings) {
    if (line === undefined) yield { origin, path: path ?? [] };
    if (see !== undefined) yield { origin: see, path: [] };
  }
}
