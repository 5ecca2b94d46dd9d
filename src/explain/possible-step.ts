import type { Step } from "./explanation.ts";

/** A step that may be part of a change. */
export interface PossibleStep {
  readonly step: Step;
  /** A change has at most one step for each slot, such as one role in an app. */
  readonly slot: string;
  readonly cost: number;
}

/** The most steps in a change. */
export const MOST_STEPS = 4;

/**
 * The cost of a step. A step that is not ordinary costs more than all cheaper steps of a change together, so it is
 * proposed only if nothing else helps.
 */
export const COST = {
  ordinary: 1,
  organizationAdmin: 10,
  module: 100,
  plan: 1_000,
} as const;
