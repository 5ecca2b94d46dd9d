/** What a suite can exercise: a rule, one of its actions, its condition, a variable that the condition reads, a derived role. */
export const COVERAGE_PARTS = [
  "rule",
  "action",
  "condition",
  "variable",
  "derived_role",
] as const;

export type CoveragePart = (typeof COVERAGE_PARTS)[number];

/** How often the suites exercise one thing, each way. */
export interface CoverageItem {
  readonly part: CoveragePart;
  /** The policy's file, relative to the policy folder; for an action, a condition or a variable, that of the rule. */
  readonly file: string;
  /** Of the derived role, or of the rule, also where the item is an action of it, its condition or a variable in that. */
  readonly name: string;
  /** Only where the item is a variable: its name. */
  readonly variable?: string | undefined;
  /** The kind and the actions of the rule, or the one action that the item is; none for a derived role. */
  readonly kind?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  /** Of a rule without a condition that is for every role, and of its actions: it always applies, and has one way only. */
  readonly isUnconditional?: boolean | undefined;
  /**
   * Decisions in which the rule, for the action or for any, or the derived role was activated, or the condition or the variable
   * was true. Whether that made the outcome does not matter: a rule is activated also where one that denies overrides it.
   */
  readonly yes: number;
  /**
   * Decisions in which it was not. A rule: the action was its own, and it did not apply, be it for the lack of a role or for
   * its condition. A condition or a variable: it was false where the rule's roles matched.
   */
  readonly no: number;
}

/** What the suites of a policy folder exercise, from the traces of real decisions. */
export interface Coverage {
  /**
   * The decisions of all tests that are not skipped, and how many of them were traced. A count of an item is of the latter:
   * nothing more is traced of a policy once everything in it was seen both ways.
   */
  readonly decisions: { readonly total: number; readonly traced: number };
  readonly totals: Readonly<
    Record<CoveragePart, { readonly covered: number; readonly total: number }>
  >;
  /** In the order of files, and in a file of its rules. */
  readonly items: readonly CoverageItem[];
}

/** Whether the suites exercise it both ways. */
export function isCovered({ yes, no, isUnconditional }: CoverageItem): boolean {
  return yes > 0 && (no > 0 || isUnconditional === true);
}

/** Whether there are rules, and nothing that the suites do not exercise both ways. */
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
