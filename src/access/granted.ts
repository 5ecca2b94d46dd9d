import type { Grant, Membership, User } from "../model/organization.ts";
import type { Source } from "./access.ts";
import { ALWAYS, overlap } from "../model/lifetime.ts";

export type GrantedSource = Extract<Source, { kind: "grant" | "group" }>;

/**
 * The grants that name the user and those of the user's groups, by project, live or not. Rule 3 of `docs/model.md`.
 *
 * @param wanted the projects to look for; by default all
 */
export function grantedSources(
  user: User,
  memberships: readonly Membership[],
  wanted?: ReadonlySet<string>,
): ReadonlyMap<string, readonly GrantedSource[]> {
  const granted = new Map<string, GrantedSource[]>();
  const isWanted = ({ project }: Grant): boolean =>
    wanted === undefined || wanted.has(project);
  for (const grant of user.grants) {
    if (isWanted(grant)) add(granted, grant, ownSource(grant));
  }
  for (const membership of memberships) {
    for (const grant of membership.group.grants) {
      if (isWanted(grant)) add(granted, grant, groupSource(membership, grant));
    }
  }
  return granted;
}

function add(
  granted: Map<string, GrantedSource[]>,
  { project }: Grant,
  source: GrantedSource,
): void {
  const sources = granted.get(project);
  if (sources === undefined) granted.set(project, [source]);
  else sources.push(source);
}

function ownSource(grant: Grant): GrantedSource {
  const { app, role, reason, approvedBy } = grant;
  return {
    kind: "grant",
    app,
    role,
    ...overlap(grant),
    ...(reason === undefined ? {} : { reason }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
  };
}

function groupSource(membership: Membership, grant: Grant): GrantedSource {
  const { group } = membership;
  const source: GrantedSource = {
    kind: "group",
    group: group.id,
    groupName: group.name,
    app: grant.app,
    role: grant.role,
  };
  const lifetime = overlap(membership, grant);
  return lifetime === ALWAYS ? source : { ...source, ...lifetime };
}
