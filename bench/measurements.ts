import type { Comparison } from "./compare.ts";
import type { SizeMeasured } from "./load-directory.ts";

/** All measurements. Plain data. */
export interface Measurements {
  readonly comparison: Comparison;
  /** From the smallest to the largest. */
  readonly directories: readonly SizeMeasured[];
}
