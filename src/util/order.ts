/** Compares text by code units, so that the order is the same everywhere. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares plain objects by their JSON, so that their order does not depend on where they were found. */
export function byText(a: object, b: object): number {
  return byCodeUnits(JSON.stringify(a), JSON.stringify(b));
}

/** Sorts a list in place. Most lists have at most one element, and for them even a call of `sort` costs too much. */
export function sortInPlace<T>(
  list: T[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  return list.length > 1 ? list.sort(compare) : list;
}
