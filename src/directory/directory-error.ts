import { formatProblem, type Problem } from "./problem.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

const PRINTED = 100;

/** A directory is invalid. The message lists the first hundred problems, and `problems` has all of them. */
export class DirectoryError extends RolebookError {
  override readonly name = "DirectoryError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super("directory_invalid", describe(problems));
    this.problems = Object.freeze([...problems]);
  }
}

function describe(problems: readonly Problem[]): string {
  const count = problems.length;
  const lines = problems.slice(0, PRINTED).map(formatProblem);
  if (count > PRINTED) lines.push(`... and ${count - PRINTED} more`);
  return [
    count === 1
      ? "The directory has a problem:"
      : `The directory has ${count} problems:`,
    ...lines.map((line) => `  ${line}`),
  ].join("\n");
}
