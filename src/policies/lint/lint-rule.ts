import type { PolicyTree } from "../tree/policy-tree.ts";
import type { Problem } from "../tree/position.ts";

/** What a lint rule looks after. */
export type LintCategory =
  /** Who gets in. */
  | "access"
  /** What a decision says, and a query plan can carry. */
  | "decisions"
  /** That all is there, and nothing that is of no use. */
  | "completeness"
  /** That suites, parsers and the linter understand what is meant. */
  | "understanding";

/** One thing that policies must keep to and Cerbos does not ask for. */
export interface LintRule {
  /** What `docs/policy-guide.md` says of it. */
  readonly meta: {
    /** In kebab case, as its file is called: `unbound-allow`. */
    readonly name: string;
    readonly category: LintCategory;
    readonly forbids: string;
    readonly why: string;
  };
  /** What is wrong, each with what to do about it. */
  readonly find: (tree: PolicyTree) => Iterable<Problem>;
}
