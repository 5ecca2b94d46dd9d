import { hasExpired } from "../../directory/expired.ts";
import type {
  Grant,
  Instant,
  OrganizationContents,
} from "../../directory/model.ts";
import { type App, type AppRole, rankOf } from "../../roles.ts";
import type { Renewal } from "../explanation.ts";
import { type Candidate, COST } from "./candidate.ts";

/**
 * What has expired and would give the user a role in the project: the lowest first, one's own before a group's.
 *
 * A change holds one of these at most. Where a group's grant and the user's membership have both expired, the two together are one.
 */
export function renewals(
  { users: [user], groups }: OrganizationContents,
  project: string,
  at: Instant,
): Candidate[] {
  if (user === undefined) return [];
  const found: { readonly rank: number; readonly steps: Renewal[] }[] = [];
  const over = expiredRoles(user.grants, project, at);
  for (const { app, role } of over) {
    const step = { of: "grant", user: user.id, project, app, role } as const;
    found.push({
      rank: rankOf(app, role),
      steps: [{ kind: "renewal", ...step }],
    });
  }
  for (const { id: group, members, grants } of groups) {
    const here = grants.filter((grant) => grant.project === project);
    const ranks = here.map(({ app, role }) => rankOf(app, role));
    const isOver = members.some((each) => hasExpired(each, at));
    const membership = {
      kind: "renewal",
      of: "membership",
      user: user.id,
      group,
    } as const;
    if (isOver && here.length > 0) {
      found.push({ rank: Math.max(...ranks), steps: [membership] });
    }
    for (const { app, role } of expiredRoles(here, project, at)) {
      const grant = {
        kind: "renewal",
        of: "group_grant",
        group,
        project,
        app,
        role,
      } as const;
      const rank = rankOf(app, role);
      found.push({ rank, steps: [grant] });
      if (isOver) found.push({ rank, steps: [membership, grant] });
    }
  }
  return found
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ steps }) => ({
      steps,
      slot: "renewal",
      cost: steps.length * COST.ordinary,
    }));
}

/** The roles that expired grants in the project gave. */
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
