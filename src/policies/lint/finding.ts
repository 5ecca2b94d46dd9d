import type { PolicyTree } from "../tree/policy-tree.ts";
import type { Problem } from "../tree/position.ts";

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
