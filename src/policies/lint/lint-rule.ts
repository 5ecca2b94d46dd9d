import type { PolicyTree } from "../tree/policy-tree.ts";
import type { Problem } from "../tree/position.ts";

/** The concern of a lint rule. */
export type LintCategory =
  /** Who may do what. */
  | "access"
  /** What decisions explain, and what query plans can express. */
  | "decisions"
  /** Nothing is missing, and nothing is unused. */
  | "completeness"
  /** Suites, parsers and the linter must understand what a policy means. */
  | "understanding";

/** A requirement for policies that Cerbos does not check. */
export interface LintRule {
  /** The description of the rule, which `docs/policy-guide.md` repeats. */
  readonly meta: {
    /** In kebab case, the same as the name of its file: `unbound-allow`. */
    readonly name: string;
    readonly category: LintCategory;
    readonly forbids: string;
    readonly why: string;
  };
  /** Finds all problems, each with what to do about it. */
  readonly find: (tree: PolicyTree) => Iterable<Problem>;
}
