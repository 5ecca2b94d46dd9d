import type { Limits } from "../http/limits.ts";
import type { Page } from "./pages.ts";

/** The candidates of a search. */
export interface Candidates<T> {
  /** Ordered by key. */
  readonly all: readonly T[];
  readonly key: (candidate: T) => string;
  /** The number of candidates that are judged at once. */
  readonly window: number;
  /** Tells for each candidate whether it is a result. */
  readonly judge: (some: readonly T[]) => Promise<readonly boolean[]>;
}

interface FilledPage<T> {
  readonly found: readonly T[];
  /** The key after which the next page begins. Absent if no candidates are left. */
  readonly next?: string | undefined;
}

/**
 * Judges candidates until the page is full, no candidates are left, or enough work was done for one request. So a page
 * may hold fewer results than its limit, or none, and still not be the last.
 */
export async function fillPage<T>(
  { limit, after }: Page,
  { all, key, window, judge }: Candidates<T>,
  { scanned, scanTime }: Limits,
): Promise<FilledPage<T>> {
  const found: T[] = [];
  const first = after === undefined ? 0 : firstAfter(all, key, after);
  const end = performance.now() + scanTime;
  let at = first;
  while (
    at < all.length &&
    found.length < limit &&
    at - first < scanned &&
    performance.now() < end
  ) {
    const some = all.slice(at, at + window);
    const verdicts = await judge(some);
    for (const [index, candidate] of some.entries()) {
      if (found.length === limit) break;
      at++;
      if (verdicts[index] === true) found.push(candidate);
    }
  }
  const last = all[at - 1];
  if (at >= all.length) return { found };
  return {
    found,
    next: at > first && last !== undefined ? key(last) : (after ?? ""),
  };
}

/** The index of the first candidate with a key after this one. */
function firstAfter<T>(
  all: readonly T[],
  key: (candidate: T) => string,
  after: string,
): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = all[middle];
    if (candidate !== undefined && key(candidate) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
