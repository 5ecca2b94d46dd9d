import type { Step } from "./explanation.ts";
import { type Candidate, MOST_STEPS } from "./candidate.ts";

/** Candidates that are applied together. */
export interface Combination {
  readonly steps: readonly Step[];
  readonly cost: number;
  /** The indexes of its candidates in the list of all, the largest first. */
  readonly ranks: readonly number[];
}

export const NOTHING: Combination = { steps: [], cost: 0, ranks: [] };

/** Negative if the first is the smaller change, positive if the second is. */
export function compare(one: Combination, other: Combination): number {
  if (one.cost !== other.cost) return one.cost - other.cost;
  const at = one.ranks.findIndex((rank, index) => rank !== other.ranks[index]);
  return at < 0 ? 0 : (one.ranks[at] ?? 0) - (other.ranks[at] ?? -1);
}

/** Both combinations together; undefined if that has too many steps. */
export function together(
  one: Combination,
  other: Combination,
): Combination | undefined {
  const steps = [...one.steps, ...other.steps];
  if (steps.length > MOST_STEPS) return undefined;
  return {
    steps,
    cost: one.cost + other.cost,
    ranks: [...one.ranks, ...other.ranks].sort((a, b) => b - a),
  };
}

/**
 * All combinations of at most one candidate for each slot, the empty one too, the smallest first. If there are more
 * than `most`, the largest are left out.
 *
 * @param all all candidates. A smaller index means a smaller change
 */
export function combinationsOf(
  all: readonly Candidate[],
  isMeant: (candidate: Candidate) => boolean,
  most: number,
): readonly Combination[] {
  const slots = new Map<string, Combination[]>();
  for (const [rank, candidate] of all.entries()) {
    if (!isMeant(candidate)) continue;
    const { step, slot, cost } = candidate;
    const combination = { steps: [step], cost, ranks: [rank] };
    const others = slots.get(slot);
    if (others === undefined) slots.set(slot, [combination]);
    else others.push(combination);
  }
  let found: readonly Combination[] = [NOTHING];
  for (const alternatives of slots.values()) {
    const more = found.flatMap((one) =>
      alternatives.flatMap((other) => together(one, other) ?? []),
    );
    // The combinations that are cut off are larger than the others, and would only grow.
    found = [...found, ...more].toSorted(compare).slice(0, most);
  }
  return found;
}
