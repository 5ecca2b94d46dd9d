/** A position in a policy folder. */
export interface Position {
  /** Relative to the policy folder, with `/` between folders. */
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
}

/** A problem, with its position and what to do. */
export interface Problem extends Position {
  readonly message: string;
}

export function problemAt({ file, line }: Position, message: string): Problem {
  return { file, line, message };
}
