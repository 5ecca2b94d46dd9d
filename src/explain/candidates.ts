import type { Access } from "../access/access.ts";
import { areKnownSets } from "../kinds/derived-role-sets.ts";
import {
  type Organization,
  type OrganizationContents,
  PLANS,
} from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import { type App, APPS, type Module } from "../model/roles.ts";
import { type Candidate, COST } from "./candidate.ts";
import type { Refusal } from "./refusal.ts";
import { renewals } from "./renewal-candidates.ts";
import { flips, listings } from "./resource-candidates.ts";
import { grants, organizationRoles } from "./role-candidates.ts";

/**
 * All steps that may be part of a change, the smallest first. The PDP decides whether they help.
 *
 * @param part the part of the directory about the subject in the resource's project
 * @param access the roles that this part gives the user; absent for a credential
 */
export function candidatesFor(
  refusal: Refusal,
  part: OrganizationContents,
  access: Access | undefined,
): readonly Candidate[] {
  const { decision, at, catalog } = refusal;
  const kind = catalog.kind(decision.resource.kind);
  const { organization, projects } = part;
  if (access === undefined) {
    return [...flips(refusal, kind), ...plans(organization, kind)];
  }
  const apps = appsOf(refusal, kind);
  // Grants are possible only if roles are assigned per project, and only in a project that exists.
  const [place] = organization.permissions === "project" ? projects : [];
  return [
    ...listings(refusal, kind),
    ...(place === undefined ? [] : renewals(part, place.id, at)),
    ...flips(refusal, kind),
    ...(place === undefined ? [] : grants(access, place.id, apps)),
    ...organizationRoles(access, organization, kind),
    ...missingModules(part, apps),
    ...plans(organization, kind),
  ];
}

/** The apps whose roles count. If the policy has no derived roles, or some of its own, all apps. */
function appsOf({ decision }: Refusal, kind: Kind): readonly App[] {
  const { derivedRoleSets: sets } = kind;
  if (sets.length === 0 || !areKnownSets(sets)) return APPS;
  return decision.roles.flatMap((held) =>
    held.scope === "project" ? held.app : [],
  );
}

/** The modules among these apps that give nobody anything in the project. */
function missingModules(
  { organization, projects: [project] }: OrganizationContents,
  apps: readonly App[],
): Candidate[] {
  if (project === undefined) return [];
  return apps
    .filter((app): app is Module => app !== "analytics")
    .filter(
      (module) =>
        !organization.modules.includes(module) ||
        !project.modules.includes(module),
    )
    .map((module) => ({
      step: { kind: "module", module, project: project.id },
      slot: `module ${module}`,
      cost: COST.module,
    }));
}

/**
 * Higher plans, the lowest first.
 *
 * They are candidates only if the policy reads the plan. A role never needs another plan, because an organization role
 * can be given on every plan.
 */
function plans({ plan: current }: Organization, kind: Kind): Candidate[] {
  if (!kind.reads("P.attr.organizationPlan")) return [];
  return PLANS.slice(PLANS.indexOf(current) + 1).map((plan) => ({
    step: { kind: "plan", plan },
    slot: "plan",
    cost: COST.plan,
  }));
}
