import type { Report } from "../report.ts";
import type { Corpus } from "./corpus.ts";
import type { Scope } from "./scope.ts";

/** The arguments of a check of one organization. */
export interface Checking {
  readonly scope: Scope;
  readonly corpus: Corpus;
  readonly report: Report;
}
