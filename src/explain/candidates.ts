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
 * All that might be part of a change, that which reaches least far first. Whether any of it helps, the PDP says.
 *
 * @param part what the directory says about the subject in the resource's project
 * @param access the roles that a user has by it; absent for a credential
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
  // There are grants only where roles are assigned per project, and only in a project that there is.
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

/** The apps whose roles count; all of them where the policy has derived roles of its own, or none. */
function appsOf({ decision }: Refusal, kind: Kind): readonly App[] {
  const { derivedRoleSets: sets } = kind;
  if (sets.length === 0 || !areKnownSets(sets)) return APPS;
  return decision.roles.flatMap((held) =>
    held.scope === "project" ? held.app : [],
  );
}

/** The modules among the apps that give nothing in the project, whoever asks. */
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

/** Higher plans, the lowest first. No plan is changed for the sake of a role: where roles are per organization, one of these does. */
function plans({ plan: current }: Organization, kind: Kind): Candidate[] {
  if (!kind.reads("P.attr.organizationPlan")) return [];
  return PLANS.slice(PLANS.indexOf(current) + 1).map((plan) => ({
    step: { kind: "plan", plan },
    slot: "plan",
    cost: COST.plan,
  }));
}
