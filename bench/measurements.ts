import type { Comparison } from "./compare.ts";
import type { SizeMeasured } from "./load-directory.ts";

/** Everything that is measured. Plain data. */
export interface Measurements {
  readonly comparison: Comparison;
  /** From the smallest to the largest. */
  readonly directories: readonly SizeMeasured[];
}
