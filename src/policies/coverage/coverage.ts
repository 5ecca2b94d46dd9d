/**
 * The parts of policies that a suite can cover: a rule, its actions, its condition, the variables of that, a derived
 * role.
 */
export const COVERAGE_PARTS = [
  "rule",
  "action",
  "condition",
  "variable",
  "derived_role",
] as const;

export type CoveragePart = (typeof COVERAGE_PARTS)[number];

/** How often the suites exercise one part, each way. */
export interface CoverageItem {
  readonly part: CoveragePart;
  /** The policy's file, relative to the policy folder. */
  readonly file: string;
  /** The name of the derived role, or of the rule to which the part belongs. */
  readonly name: string;
  /** For a variable, its name. */
  readonly variable?: string | undefined;
  /** The kind and the actions of the rule. For an action, only that action. Absent for a derived role. */
  readonly kind?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  /**
   * Whether the rule has no condition and is for every role. Then it always applies, so there is only one way to
   * exercise it.
   */
  readonly isUnconditional?: boolean | undefined;
  /**
   * The number of decisions in which the rule or the derived role was activated, or the condition or the variable was
   * true. The outcome of the decision does not matter: a rule is activated even if a DENY overrides it.
   */
  readonly yes: number;
  /**
   * The number of decisions in which it was not. A rule did not apply to one of its actions, because of the roles or
   * the condition. A condition or a variable was false, while the roles of the rule matched.
   */
  readonly no: number;
}

/** The parts of a policy folder that its suites exercise, from the traces of real decisions. */
export interface Coverage {
  /**
   * The number of decisions in all tests that are not skipped, and the number of those that were traced. Items count
   * only traced decisions, and a policy is no longer traced once all its parts were seen both ways.
   */
  readonly decisions: { readonly total: number; readonly traced: number };
  readonly totals: Readonly<
    Record<CoveragePart, { readonly covered: number; readonly total: number }>
  >;
  /** Ordered by file, and within a file by rule. */
  readonly items: readonly CoverageItem[];
}

/** Whether the suites exercise a part both ways. */
export function isCovered({ yes, no, isUnconditional }: CoverageItem): boolean {
  return yes > 0 && (no > 0 || isUnconditional === true);
}

/** Whether there are rules, and the suites exercise all parts both ways. */
export function isComplete({ items, totals }: Coverage): boolean {
  return totals.rule.total > 0 && items.every(isCovered);
}

export function totalsOf(items: readonly CoverageItem[]): Coverage["totals"] {
  const totals = COVERAGE_PARTS.map((part) => {
    const ofPart = items.filter((item) => item.part === part);
    const covered = ofPart.filter(isCovered).length;
    return [part, { covered, total: ofPart.length }] as const;
  });
  return Object.fromEntries(totals) as Coverage["totals"];
}
