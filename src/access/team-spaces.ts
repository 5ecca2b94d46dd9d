import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Instant } from "../model/instant.ts";
import type { Membership, TeamSpace, User } from "../model/organization.ts";
import type { TeamSpaceMembership, TeamSpaceSource } from "./access.ts";
import { byCodeUnits, byText } from "../util/order.ts";
import { overlap } from "../model/lifetime.ts";
import { timingOf } from "./timing.ts";
import { groupsUnavailable } from "./unavailable.ts";

/**
 * The team spaces of a user, each with its sources: the space lists the user, or a group of the user joins the space.
 *
 * The members of a group join its spaces, but the members of a space do not join the group. Rules 7 and 8 of
 * `docs/model.md`.
 */
export function resolveTeamSpaces(
  contents: OrganizationDirectory,
  user: User,
  memberships: readonly Membership[],
  at: Instant,
): readonly TeamSpaceMembership[] {
  const found = new Map<TeamSpace, Gathered>();
  for (const space of contents.teamSpacesOf(user.id)) {
    gatheredFor(space, found).via.push({ kind: "member" });
  }
  const because = groupsUnavailable(contents.organization);
  for (const membership of memberships) {
    const { id: group, name: groupName, teamSpaces } = membership.group;
    for (const id of teamSpaces) {
      const space = contents.teamSpace(id);
      if (space === undefined) continue;
      const source = {
        kind: "group" as const,
        group,
        groupName,
        ...overlap(membership),
      };
      const gathered = gatheredFor(space, found);
      const timing = timingOf(source, at);
      if (timing !== "live") gathered[timing].push(source);
      else if (because !== undefined) {
        gathered.withheld.push({ source, because });
      } else gathered.via.push(source);
    }
  }
  return [...found]
    .map(([{ id: teamSpace, name }, gathered]) => ({
      teamSpace,
      name,
      member: gathered.via.length > 0,
      via: gathered.via.toSorted(byText),
      expired: gathered.expired.toSorted(byText),
      upcoming: gathered.upcoming.toSorted(byText),
      withheld: gathered.withheld.toSorted(byText),
    }))
    .sort((a, b) => byCodeUnits(a.teamSpace, b.teamSpace));
}

interface Gathered {
  readonly via: TeamSpaceSource[];
  readonly expired: TeamSpaceSource[];
  readonly upcoming: TeamSpaceSource[];
  readonly withheld: TeamSpaceMembership["withheld"][number][];
}

function gatheredFor(
  space: TeamSpace,
  found: Map<TeamSpace, Gathered>,
): Gathered {
  const existing = found.get(space);
  if (existing !== undefined) return existing;
  const gathered = { via: [], expired: [], upcoming: [], withheld: [] };
  found.set(space, gathered);
  return gathered;
}
