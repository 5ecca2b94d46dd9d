/** The median and the quartiles of measured values. */
export interface Spread {
  readonly median: number;
  /** A quarter of the values is lower. */
  readonly p25: number;
  /** A quarter of the values is higher. */
  readonly p75: number;
  readonly samples: number;
}

/** @throws {RangeError} if there are no values */
export function spreadOf(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError("Nothing was measured.");
  const sorted = Float64Array.from(samples).sort();
  return {
    median: quantile(sorted, 0.5),
    p25: quantile(sorted, 0.25),
    p75: quantile(sorted, 0.75),
    samples: sorted.length,
  };
}

/** Interpolates between two values. */
function quantile(sorted: Float64Array, portion: number): number {
  const place = (sorted.length - 1) * portion;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}
