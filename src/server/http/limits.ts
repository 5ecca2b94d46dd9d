/** The limits of a request. `docs/operations.md` lists their values. */
export interface Limits {
  /** The most bytes of a body. */
  readonly bodyBytes: number;
  /** The most evaluations in one request. */
  readonly evaluations: number;
  /** The most bytes of all evaluations in one request, with the defaults filled in. */
  readonly evaluationsBytes: number;
  /** The most results on a page of a search, and the number if the request gives no limit. */
  readonly page: { readonly most: number; readonly usual: number };
  /** The most subjects that the PDP is asked about for one page. */
  readonly scanned: number;
  /** Milliseconds after which a page ends with the results found so far. */
  readonly scanTime: number;
  /** Milliseconds that one evaluation may take. */
  readonly deadline: number;
  /** Milliseconds that a request for many evaluations, or a search, may take. */
  readonly longDeadline: number;
  /** Milliseconds within which a request must arrive, headers and body. */
  readonly receive: number;
  /** Milliseconds that running requests have to end when the server stops. */
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
