/** All combinations of some principals, resources and actions. */
export interface Cells {
  readonly principals: readonly string[];
  readonly resources: readonly string[];
  readonly actions: readonly string[];
}

/** The number of samples into which cells are divided. With twice as many, some tests would need a second sample. */
export const SAMPLES = 8;

/**
 * One of {@link SAMPLES} samples. Each cell is in exactly one of them.
 *
 * The samples are like the diagonals of a chessboard: already the first has all resources and all principals, but each
 * resource with only some of the principals.
 */
export function sample(
  { principals, resources, actions }: Cells,
  index: number,
): readonly Cells[] {
  // If there were more samples than principals, a sample could have resources without a principal.
  const step = Math.min(SAMPLES, principals.length);
  if (index >= step) return [];
  return Array.from({ length: step }, (_, offset) => ({
    principals: everyNth(principals, step, offset),
    resources: everyNth(resources, step, (index + step - offset) % step),
    actions,
  })).filter((part) => part.resources.length > 0);
}

export function sizeOf({ principals, resources, actions }: Cells): number {
  return principals.length * resources.length * actions.length;
}

function everyNth<T>(
  items: readonly T[],
  step: number,
  offset: number,
): readonly T[] {
  return items.filter((_, index) => index % step === offset);
}
