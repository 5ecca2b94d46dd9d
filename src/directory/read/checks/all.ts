import { checkAdministration } from "./administration.ts";
import { checkLifetimes } from "./lifetimes.ts";
import { checkModules } from "./modules.ts";
import { checkPlan } from "./plan.ts";
import { checkReferences } from "./references.ts";
import { checkRoles } from "./roles.ts";
import type { Checking } from "./checking.ts";
import type { DirectoryDraft } from "./directory-draft.ts";
import { groupByOrganization } from "./by-organization.ts";
import type { Report } from "../report.ts";
import type { OrganizationDraft } from "./organization-draft.ts";

const CHECKS: readonly ((checking: Checking) => void)[] = [
  checkReferences,
  checkRoles,
  checkPlan,
  checkModules,
  checkAdministration,
  checkLifetimes,
];

/** Reports the problems that concern several documents, and returns the organizations. */
export function checkTogether(
  draft: DirectoryDraft,
  report: Report,
): readonly OrganizationDraft[] {
  const organizations = groupByOrganization(draft, report);
  for (const organization of organizations) {
    for (const check of CHECKS) check({ organization, draft, report });
  }
  return organizations;
}
