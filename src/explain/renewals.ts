import { hasExpired } from "../model/lifetime.ts";
import type { Grant, OrganizationContents } from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import { type App, type AppRole, rankOf } from "../model/roles.ts";
import type { Renewal } from "./explanation.ts";
import { type PossibleStep, COST } from "./possible-step.ts";

/**
 * Renewals of expired grants and memberships that gave the user a role in the project: the lowest role first, and the
 * user's own grants before those of groups. A change has at most one of them. If both a membership and the group's
 * grant have expired, a new grant is a smaller change than two renewals.
 */
export function renewals(
  { users: [user], groups }: OrganizationContents,
  project: string,
  at: Instant,
): PossibleStep[] {
  if (user === undefined) return [];
  const found: { readonly rank: number; readonly step: Renewal }[] = [];
  for (const { app, role } of expiredRoles(user.grants, project, at)) {
    const step = { of: "grant", user: user.id, project, app, role } as const;
    found.push({ rank: rankOf(app, role), step: { kind: "renewal", ...step } });
  }
  for (const { id: group, members, grants } of groups) {
    const here = grants.filter((grant) => grant.project === project);
    if (here.length > 0 && members.some((each) => hasExpired(each, at))) {
      const ranks = here.map(({ app, role }) => rankOf(app, role));
      const step = { of: "membership", user: user.id, group } as const;
      const rank = Math.max(...ranks);
      found.push({ rank, step: { kind: "renewal", ...step } });
    }
    for (const { app, role } of expiredRoles(here, project, at)) {
      const step = { of: "group_grant", group, project, app, role } as const;
      const rank = rankOf(app, role);
      found.push({ rank, step: { kind: "renewal", ...step } });
    }
  }
  return found
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ step }) => ({ step, slot: "renewal", cost: COST.ordinary }));
}

/** The roles of expired grants in the project. */
function expiredRoles(
  grants: readonly Grant[],
  project: string,
  at: Instant,
): readonly { readonly app: App; readonly role: AppRole }[] {
  const roles = new Map(
    grants
      .filter((each) => each.project === project && hasExpired(each, at))
      .map(({ app, role }) => [`${app} ${role}`, { app, role }]),
  );
  return [...roles.values()];
}
