import { buildContents } from "./build.ts";
import { checkCorpus } from "./checks/all.ts";
import type { Corpus } from "./checks/corpus.ts";
import { DirectoryError } from "../directory-error.ts";
import type { OrganizationContents } from "../../model/organization.ts";
import { toProblems } from "./problems.ts";
import type { Report } from "./report.ts";

/** Checks what was read as a whole. Throws a DirectoryError with everything in the report, if there is anything. */
export function conclude(
  corpus: Corpus,
  report: Report,
): readonly OrganizationContents[] {
  // Past its limit, the report stopped the checks of schemas, and what they did not see has no known shape.
  const scopes = report.overflowed ? [] : checkCorpus(corpus, report);
  if (!report.isEmpty) throw new DirectoryError(toProblems(report));
  return scopes.map(buildContents);
}
