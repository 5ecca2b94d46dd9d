import { join } from "node:path";
import { RolebookError } from "../errors/rolebook-error.ts";

/** A problem of a policy folder. */
export interface PolicyProblem {
  /** Relative to the policy folder, with `/` between folders. Absent if the problem is the folder itself. */
  readonly file?: string | undefined;
  /** The first line is 1. Absent if the problem is the whole file. */
  readonly line?: number | undefined;
  readonly message: string;
}

/** Policies, suites or schemas cannot be read or compiled, so it is not known what the policies allow. */
export class PolicyError extends RolebookError {
  override readonly name = "PolicyError";
  readonly folder: string;
  /** All problems, at least one, ordered by file. */
  readonly problems: readonly PolicyProblem[];
  /** The path of the first problem's file, with the folder. */
  readonly file: string;

  constructor(
    folder: string,
    problems: readonly PolicyProblem[],
    options?: ErrorOptions,
  ) {
    super("policies_invalid", describe(folder, problems), options);
    this.folder = folder;
    this.problems = problems;
    this.file = join(folder, problems[0]?.file ?? "");
  }
}

/** One problem is on one line. Several are listed under the name of the folder. */
function describe(folder: string, problems: readonly PolicyProblem[]): string {
  const [first, ...others] = problems;
  if (first !== undefined && others.length === 0) {
    const path = first.file === undefined ? folder : join(folder, first.file);
    return `${path}: ${withLine(first)}`;
  }
  const lines = problems.map((problem) =>
    [problem.file, withLine(problem)].filter(Boolean).join(": "),
  );
  return [`${folder} has ${problems.length} problems:`, ...lines].join("\n  ");
}

function withLine({ line, message }: PolicyProblem): string {
  return line === undefined ? message : `Line ${line}: ${message}`;
}
