/** Principals, resources and actions, each of which meets each. */
export interface Cells {
  readonly principals: readonly string[];
  readonly resources: readonly string[];
  readonly actions: readonly string[];
}

/** Into how many samples cells are divided. With twice as many, a second sample is needed here and there. */
export const SAMPLES = 8;

/**
 * One of {@link SAMPLES} samples, which together are all cells, and of which no two have one in common.
 *
 * Like the diagonals of a chessboard: the first has every resource in it, with one principal in so many, and every principal.
 */
export function sample(
  { principals, resources, actions }: Cells,
  index: number,
): readonly Cells[] {
  // With fewer principals than samples, there would be resources without any.
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
