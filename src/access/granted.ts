import type { OrganizationDirectory } from "../directory/directory.ts";
import type { User } from "../directory/model.ts";
import type { Source } from "./access.ts";
import { overlap } from "./lifetime.ts";

export type GrantedSource = Extract<Source, { kind: "grant" | "group" }>;

/** By project: the grants that name the user, and those of the groups that the user is in, live or not. Source: resolution rule 3. */
export function grantedSources(
  organization: OrganizationDirectory,
  user: User,
): ReadonlyMap<string, readonly GrantedSource[]> {
  const granted = new Map<string, GrantedSource[]>();
  const add = (project: string, source: GrantedSource): void => {
    const sources = granted.get(project);
    if (sources === undefined) granted.set(project, [source]);
    else sources.push(source);
  };
  for (const {
    project,
    app,
    role,
    reason,
    approvedBy,
    ...grant
  } of user.grants) {
    add(project, {
      kind: "grant",
      app,
      role,
      ...overlap(grant),
      ...(reason === undefined ? {} : { reason }),
      ...(approvedBy === undefined ? {} : { approvedBy }),
    });
  }
  for (const membership of organization.memberships(user.id)) {
    const { group } = membership;
    for (const grant of group.grants) {
      add(grant.project, {
        kind: "group",
        group: group.id,
        groupName: group.name,
        app: grant.app,
        role: grant.role,
        ...overlap(membership, grant),
      });
    }
  }
  return granted;
}
