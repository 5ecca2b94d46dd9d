import { join } from "node:path";
import { RolebookError } from "../errors/rolebook-error.ts";

/** Something that is wrong with a policy folder. */
export interface PolicyProblem {
  /** Relative to the policy folder, with `/` between folders; absent if it is the folder itself. */
  readonly file?: string | undefined;
  /** The first line is 1; absent if it is the whole file. */
  readonly line?: number | undefined;
  readonly message: string;
}

/** Policies, suites or schemas cannot be read or compiled, so that nobody knows what the policies say. */
export class PolicyError extends RolebookError {
  override readonly name = "PolicyError";
  readonly folder: string;
  /** All that was found, in the order of files. There is at least one. */
  readonly problems: readonly PolicyProblem[];
  /** The path of what the first problem is in, with the folder. */
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

/** One problem on one line; several under the name of the folder. */
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
