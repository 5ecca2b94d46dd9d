import type { Instant } from "../model/instant.ts";
import type { Organization, Project } from "../model/organization.ts";
import {
  type App,
  type AppRole,
  highestRole,
  type Module,
  type OrganizationRole,
} from "../model/roles.ts";
import type {
  EffectiveRole,
  ProjectAccess,
  Source,
  WithheldBecause,
} from "./access.ts";
import type { GrantedSource } from "./granted.ts";
import { timingOf } from "./timing.ts";
import { type Candidate, settle } from "./settle.ts";
import { grantUnavailable } from "./unavailable.ts";

interface ProjectQuery {
  readonly organization: Organization;
  readonly project: Project;
  readonly organizationRole: OrganizationRole;
  /** The user's grants in this project, live or not. */
  readonly granted: readonly GrantedSource[];
  readonly at: Instant;
}

/** One user's effective roles in one project. Rules 2 to 6 of `docs/model.md`, as all rules in this file. */
export function resolveProject(query: ProjectQuery): ProjectAccess {
  const { project, at } = query;
  const analytics = settle("analytics", analyticsCandidates(query), at);
  return {
    project: project.id,
    roles: {
      analytics,
      experiment: settle(
        "experiment",
        experimentCandidates(query, analytics),
        at,
        closed(query, "experiment"),
      ),
      govern: settle(
        "govern",
        governCandidates(query, analytics),
        at,
        closed(query, "govern"),
      ),
      accounts: settle(
        "accounts",
        accountsCandidates(query, analytics),
        at,
        closed(query, "accounts"),
      ),
    },
  };
}

/** Whether the organization role holds in every project: for admins, and if roles are assigned per organization. */
export function holdsEverywhere(
  { permissions }: Organization,
  role: OrganizationRole,
): role is AppRole<"analytics"> {
  return (
    role === "admin" || (permissions === "organization" && role !== "none")
  );
}

/** Rules 2 and 3: the grants, and the organization role if it holds everywhere. */
function analyticsCandidates(query: ProjectQuery): Candidate[] {
  const { organization, organizationRole } = query;
  const candidates = grants(query, "analytics");
  if (holdsEverywhere(organization, organizationRole)) {
    candidates.push({
      source: {
        kind: "organization_role",
        role: organizationRole,
        organizationRole,
      },
    });
  }
  return candidates;
}

/** Rule 5: a live Experiment grant takes the place of the Analytics role, whether it is higher or lower. */
function experimentCandidates(
  query: ProjectQuery,
  analytics: EffectiveRole<"analytics">,
): Candidate[] {
  const candidates = grants(query, "experiment");
  const overridden = candidates.some(
    ({ source, withheld }) =>
      withheld === undefined && timingOf(source, query.at) === "live",
  );
  if (query.organizationRole === "admin") candidates.push(admin("experiment"));
  else if (analytics.role !== "none") {
    candidates.push({
      source: following(analytics, analytics.role),
      lostTo: overridden ? "experiment_role" : undefined,
    });
  } else {
    // There is no Analytics role to follow. The Analytics grants, none of which counts now, show why.
    candidates.push(...grants(query, "analytics"));
  }
  return candidates;
}

/** Rule 6: project admins are Govern editors. If roles are assigned per organization, so are managers. */
function governCandidates(
  query: ProjectQuery,
  analytics: EffectiveRole<"analytics">,
): Candidate[] {
  const candidates = grants(query, "govern");
  const perOrganization = query.organization.permissions === "organization";
  if (query.organizationRole === "admin") candidates.push(admin("govern"));
  else if (
    analytics.role === "admin" ||
    (perOrganization && analytics.role === "manager")
  ) {
    candidates.push({ source: following(analytics, "editor") });
  } else if (perOrganization && analytics.role !== "none") {
    candidates.push({ source: following(analytics, "viewer") });
  } else {
    // The user is not an admin of the project now. Admin grants that do not count now show why.
    candidates.push(
      ...grants(query, "analytics").filter(
        ({ source }) => source.role === "admin",
      ),
    );
  }
  return candidates;
}

/** Rule 6: if roles are assigned per organization, everybody is an Accounts viewer. */
function accountsCandidates(
  query: ProjectQuery,
  analytics: EffectiveRole<"analytics">,
): Candidate[] {
  const candidates = grants(query, "accounts");
  if (query.organizationRole === "admin") candidates.push(admin("accounts"));
  else if (
    query.organization.permissions === "organization" &&
    analytics.role !== "none"
  ) {
    candidates.push({ source: following(analytics, "viewer") });
  }
  return candidates;
}

function grants(
  { granted, organization }: ProjectQuery,
  app: App,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const source of granted) {
    if (source.app !== app) continue;
    const withheld = grantUnavailable(organization, source);
    candidates.push({ source, withheld });
  }
  return candidates;
}

/** An organization admin has the highest role of every app. */
function admin(app: App): Candidate {
  return {
    source: {
      kind: "organization_role",
      role: highestRole(app),
      organizationRole: "admin",
    },
  };
}

function following(
  analytics: EffectiveRole<"analytics">,
  role: AppRole,
): Source {
  return {
    kind: "analytics_role",
    role,
    analyticsRole: analytics.role as AppRole<"analytics">,
    via: analytics.via,
  };
}

/** Rule 6: why a module gives nothing in the project; undefined if it does give roles. */
function closed(
  { organization, project }: ProjectQuery,
  module: Module,
): WithheldBecause | undefined {
  if (!organization.modules.includes(module)) return "module_not_purchased";
  if (!project.modules.includes(module)) return "module_not_enabled";
  return undefined;
}
