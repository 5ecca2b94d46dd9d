import type { Report } from "../report.ts";
import type { Corpus } from "./corpus.ts";
import type { Scope } from "./scope.ts";

/** What a check of one organization has at hand. */
export interface Checking {
  readonly scope: Scope;
  readonly corpus: Corpus;
  readonly report: Report;
}
