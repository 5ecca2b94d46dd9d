import type { PolicyTree } from "../tree/policy-tree.ts";

/** Where something stands in a policy folder. */
export interface Place {
  /** Relative to the policy folder, with `/` between folders. */
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
}

/** What is wrong somewhere, and what to do. */
export interface Problem extends Place {
  readonly message: string;
}

/** A problem, and the name of the check that found it. */
export interface Finding extends Problem {
  readonly check: string;
}

/** One thing that policies must keep to and Cerbos does not ask for. */
export interface Check {
  /** In kebab case, such as `unbound-allow`. */
  readonly name: string;
  readonly find: (tree: PolicyTree) => Iterable<Problem>;
}

export function problemAt({ file, line }: Place, message: string): Problem {
  return { file, line, message };
}
