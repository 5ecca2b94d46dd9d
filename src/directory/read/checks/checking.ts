import type { Report } from "../report.ts";
import type { DirectoryDraft } from "./directory-draft.ts";
import type { OrganizationDraft } from "./organization-draft.ts";

/** The arguments of a check of one organization. */
export interface Checking {
  readonly organization: OrganizationDraft;
  readonly draft: DirectoryDraft;
  readonly report: Report;
}
