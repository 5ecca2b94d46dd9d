/** Compares plain objects by their JSON, so that their order does not depend on where they were found. */
export function byText(a: object, b: object): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

/** Sorts a list in place. Most lists have at most one element, and for them even a call of `sort` costs too much. */
export function sortInPlace<T>(
  list: T[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  return list.length > 1 ? list.sort(compare) : list;
}
