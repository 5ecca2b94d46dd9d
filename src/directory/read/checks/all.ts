import { checkAdministration } from "./administration.ts";
import { checkLifetimes } from "./lifetimes.ts";
import { checkModules } from "./modules.ts";
import { checkPlan } from "./plan.ts";
import { checkReferences } from "./references.ts";
import { checkRoles } from "./roles.ts";
import type { Checking } from "./checking.ts";
import type { Corpus } from "./corpus.ts";
import { gatherScopes } from "./gather-scopes.ts";
import type { Report } from "../report.ts";
import type { Scope } from "./scope.ts";

const CHECKS: readonly ((checking: Checking) => void)[] = [
  checkReferences,
  checkRoles,
  checkPlan,
  checkModules,
  checkAdministration,
  checkLifetimes,
];

/** Reports the problems that concern several documents, and returns the organizations. */
export function checkCorpus(corpus: Corpus, report: Report): readonly Scope[] {
  const scopes = gatherScopes(corpus, report);
  for (const scope of scopes) {
    for (const check of CHECKS) check({ scope, corpus, report });
  }
  return scopes;
}
