import type { Step } from "./explanation.ts";
import { type PossibleStep, MOST_STEPS } from "./possible-step.ts";

/** Steps that are made together. */
export interface StepSet {
  readonly steps: readonly Step[];
  readonly cost: number;
  /** The indexes of its steps in the list of all, the largest first. */
  readonly ranks: readonly number[];
}

export const NO_STEPS: StepSet = { steps: [], cost: 0, ranks: [] };

/** Negative if the first is the smaller change, positive if the second is. */
export function compareSets(one: StepSet, other: StepSet): number {
  if (one.cost !== other.cost) return one.cost - other.cost;
  const at = one.ranks.findIndex((rank, index) => rank !== other.ranks[index]);
  return at < 0 ? 0 : (one.ranks[at] ?? 0) - (other.ranks[at] ?? -1);
}

/** The steps of both; undefined if these are too many. */
export function union(one: StepSet, other: StepSet): StepSet | undefined {
  const steps = [...one.steps, ...other.steps];
  if (steps.length > MOST_STEPS) return undefined;
  return {
    steps,
    cost: one.cost + other.cost,
    ranks: [...one.ranks, ...other.ranks].sort((a, b) => b - a),
  };
}

/**
 * All sets of at most one step for each slot, the empty one too, the smallest first. If there are more than `most`, the
 * largest are left out.
 *
 * @param all all steps. A smaller index means a smaller change
 */
export function stepSetsOf(
  all: readonly PossibleStep[],
  isMeant: (possible: PossibleStep) => boolean,
  most: number,
): readonly StepSet[] {
  const slots = new Map<string, StepSet[]>();
  for (const [rank, possible] of all.entries()) {
    if (!isMeant(possible)) continue;
    const { step, slot, cost } = possible;
    const set = { steps: [step], cost, ranks: [rank] };
    const others = slots.get(slot);
    if (others === undefined) slots.set(slot, [set]);
    else others.push(set);
  }
  let found: readonly StepSet[] = [NO_STEPS];
  for (const alternatives of slots.values()) {
    const more = found.flatMap((one) =>
      alternatives.flatMap((other) => union(one, other) ?? []),
    );
    // The sets that are cut off are larger than the others, and would only grow.
    found = [...found, ...more].toSorted(compareSets).slice(0, most);
  }
  return found;
}
