import { buildContents } from "./build.ts";
import { checkTogether } from "./checks/all.ts";
import type { DirectoryDraft } from "./checks/directory-draft.ts";
import { DirectoryError } from "../directory-error.ts";
import type { OrganizationContents } from "../../model/organization.ts";
import { toProblems } from "./problems.ts";
import type { Report } from "./report.ts";

/**
 * Checks all documents together, and builds the organizations from them.
 *
 * @throws {DirectoryError} if anything was reported, by this check or before
 */
export function organizationsOf(
  draft: DirectoryDraft,
  report: Report,
): readonly OrganizationContents[] {
  // When the report is full, schemas are no longer checked, so later documents may have any form.
  const drafts = report.overflowed ? [] : checkTogether(draft, report);
  if (!report.isEmpty) throw new DirectoryError(toProblems(report));
  return drafts.map(buildContents);
}
