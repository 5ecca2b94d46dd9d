/** What one request may ask for. The numbers are in `docs/operations.md`. */
export interface Limits {
  /** The most bytes of a body. */
  readonly bodyBytes: number;
  /** The most evaluations in one request. */
  readonly evaluations: number;
  /** The most bytes that the evaluations of one request amount to, once the defaults are filled in. */
  readonly evaluationsBytes: number;
  /** The most results on a page of a search; as many as there are if a request does not say. */
  readonly page: { readonly most: number; readonly usual: number };
  /** The most subjects that the PDP is asked about for one page. */
  readonly scanned: number;
  /** Milliseconds after which a page ends with what was found. */
  readonly scanTime: number;
  /** Milliseconds that one evaluation may take. */
  readonly deadline: number;
  /** Milliseconds that a request for many evaluations, or a search, may take. */
  readonly longDeadline: number;
  /** Milliseconds in which a request must have arrived, headers and body. */
  readonly receive: number;
  /** Milliseconds in which requests under way may end once the server is to stop. */
  readonly drain: number;
}

export const LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  evaluations: 1_000,
  evaluationsBytes: 8 * 1024 * 1024,
  page: { most: 1_000, usual: 100 },
  scanned: 2_000,
  scanTime: 3_000,
  deadline: 2_000,
  longDeadline: 10_000,
  receive: 10_000,
  drain: 10_000,
};
