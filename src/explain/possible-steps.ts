import type { Access } from "../access/access.ts";
import { areKnownSets } from "../kinds/derived-role-sets.ts";
import {
  type Organization,
  type OrganizationContents,
  PLANS,
} from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import { type App, APPS, type Module } from "../model/roles.ts";
import { type PossibleStep, COST } from "./possible-step.ts";
import type { Refusal } from "./refusal.ts";
import { renewals } from "./renewals.ts";
import { flips, listings } from "./resource-changes.ts";
import { grants, organizationRoles } from "./higher-roles.ts";

/**
 * All steps that may be part of a change, the smallest first. The PDP decides whether they help.
 *
 * @param excerpt the directory about the subject in the resource's project
 * @param access the roles that it gives the user; absent for a credential
 */
export function possibleSteps(
  refusal: Refusal,
  excerpt: OrganizationContents,
  access: Access | undefined,
): readonly PossibleStep[] {
  const { decision, at, catalog } = refusal;
  const kind = catalog.kind(decision.resource.kind);
  const { organization, projects } = excerpt;
  if (access === undefined) {
    return [...flips(refusal, kind), ...plans(organization, kind)];
  }
  const apps = appsOf(refusal, kind);
  // Grants are possible only if roles are assigned per project, and only in a project that exists.
  const [place] = organization.permissions === "project" ? projects : [];
  return [
    ...listings(refusal, kind),
    ...(place === undefined ? [] : renewals(excerpt, place.id, at)),
    ...flips(refusal, kind),
    ...(place === undefined ? [] : grants(access, place.id, apps)),
    ...organizationRoles(access, organization, kind),
    ...missingModules(excerpt, apps),
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
): PossibleStep[] {
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
 * They are steps only if the policy reads the plan. A role never needs another plan, because an organization role
 * can be given on every plan.
 */
function plans({ plan: current }: Organization, kind: Kind): PossibleStep[] {
  if (!kind.reads("P.attr.organizationPlan")) return [];
  return PLANS.slice(PLANS.indexOf(current) + 1).map((plan) => ({
    step: { kind: "plan", plan },
    slot: "plan",
    cost: COST.plan,
  }));
}
