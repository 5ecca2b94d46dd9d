/** Where something stands in a policy folder. */
export interface Position {
  /** Relative to the policy folder, with `/` between folders. */
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
}

/** What is wrong somewhere, and what to do. */
export interface Problem extends Position {
  readonly message: string;
}

export function problemAt({ file, line }: Position, message: string): Problem {
  return { file, line, message };
}
