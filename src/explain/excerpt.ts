import type { Access } from "../access/access.ts";
import { resolveAccess } from "../access/resolve.ts";
import type { DecisionSubject } from "../decision/decision.ts";
import {
  credentialSubject,
  findSubject,
  type Subject,
} from "../decision/subject.ts";
import {
  Directory,
  type OrganizationDirectory,
} from "../directory/directory.ts";
import type { Instant } from "../model/instant.ts";
import type { OrganizationContents } from "../model/organization.ts";

/**
 * An excerpt of an organization's directory: everything that gives one user roles in one project, or outside projects.
 * It is small even if the organization is large.
 */
export function excerptAbout(
  contents: OrganizationDirectory,
  userId: string,
  projectId: string | undefined,
): OrganizationContents {
  const { organization } = contents;
  const user = contents.user(userId);
  const project =
    projectId === undefined ? undefined : contents.project(projectId);
  const memberships = user === undefined ? [] : contents.memberships(user.id);
  const groups = new Map(memberships.map(({ group }) => [group.id, group]));
  return {
    organization,
    projects: project === undefined ? [] : [project],
    users: user === undefined ? [] : [user],
    groups: [...groups.values()].map((group) => ({
      ...group,
      members: memberships
        .filter((each) => each.group.id === group.id)
        .map(({ starts, expires }) => ({ user: userId, starts, expires })),
    })),
    credentials: [],
    teamSpaces: [],
    items: [],
  };
}

/** The same subject, with the roles that an excerpt gives. */
export function subjectIn(
  excerpt: OrganizationContents,
  { type, id }: Pick<DecisionSubject, "type" | "id">,
  at: Instant,
): Subject {
  const directory = new Directory([excerpt]);
  const organization = excerpt.organization.id;
  if (type === "user") {
    return findSubject(directory, { type, id, organization, at });
  }
  return credentialSubject(directory.existingOrganization(organization), {
    id,
    type,
  });
}

/** The effective roles that an excerpt gives a user; undefined for a credential. */
export function accessIn(
  excerpt: OrganizationContents,
  { type, id }: Pick<DecisionSubject, "type" | "id">,
  at: Instant,
): Access | undefined {
  if (type !== "user") return undefined;
  const directory = new Directory([excerpt]);
  const organization = excerpt.organization.id;
  return resolveAccess(directory, { user: id, organization, at });
}
