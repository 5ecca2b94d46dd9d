import type { Step } from "./explanation.ts";

/** A step that a change may hold. */
export interface Candidate {
  readonly step: Step;
  /** A change holds at most one of those for the same slot, such as one role in an app. */
  readonly slot: string;
  readonly cost: number;
}

/** The most steps that a change consists of. */
export const MOST_STEPS = 4;

/**
 * What a step costs. Each of the others costs more than all that is cheaper together, so that it is proposed only where nothing else
 * does.
 */
export const COST = {
  ordinary: 1,
  organizationAdmin: 10,
  module: 100,
  plan: 1_000,
} as const;
