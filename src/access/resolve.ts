import type {
  Directory,
  OrganizationDirectory,
} from "../directory/directory.ts";
import type { Instant } from "../model/instant.ts";
import type { Organization, Project, User } from "../model/organization.ts";
import type { OrganizationRole } from "../model/roles.ts";
import { toInstant } from "../model/instant.ts";
import { normalizeUserId } from "../model/user-id.ts";
import type { Access, HeldRoles, ProjectAccess } from "./access.ts";
import { grantedSources } from "./granted.ts";
import { holdsEverywhere, resolveProject } from "./project.ts";
import { resolveTeamSpaces } from "./team-spaces.ts";

/** Names the user, the organization and the instant to resolve. */
export interface AccessQuery {
  /** An e-mail address, compared without case. */
  readonly user: string;
  readonly organization: string;
  /** The instant at which grants and memberships must be live to count. */
  readonly at: Date | Instant;
}

/**
 * A user's effective roles in every project and app of an organization, and their team spaces, with the sources of
 * both.
 *
 * Pure: the same directory, user and instant give the same result, in any order of documents, grants and groups.
 * An unknown user has no access at all. `docs/model.md` has the eight rules.
 *
 * @throws {UnknownNameError} if the directory has no such organization
 * @throws {RangeError} if `at` is not a valid instant
 */
export function resolveAccess(
  directory: Directory,
  { user: userId, organization: organizationId, at }: AccessQuery,
): Access {
  const instant = toInstant(at);
  return resolveWithin(
    directory.existingOrganization(organizationId),
    userId,
    instant,
  );
}

/** Does what `resolveAccess` does, for an organization that the caller has already looked up. */
export function resolveWithin(
  contents: OrganizationDirectory,
  userId: string,
  at: Instant,
): Access {
  const { organization } = contents;
  const user = contents.user(userId);
  if (user === undefined) {
    return noAccess(organization, normalizeUserId(userId), at);
  }
  const memberships = contents.memberships(user.id);
  return {
    ...resolveRoles(contents, user, at),
    teamSpaces: resolveTeamSpaces(contents, user, memberships, at),
  };
}

/**
 * A user's effective roles in one organization.
 *
 * @param projects the projects in which to resolve them; by default all
 */
export function resolveRoles(
  contents: OrganizationDirectory,
  user: User,
  at: Instant,
  projects?: ReadonlySet<string>,
): HeldRoles {
  const { organization } = contents;
  const organizationRole = organizationRoleOf(organization, user);
  return {
    user: user.id,
    organization: organization.id,
    plan: organization.plan,
    at,
    status: user.status,
    organizationRole,
    organizationRoleIsDefault: user.role === undefined,
    projects: resolveProjects(contents, user, at, projects),
  };
}

/** Rule 1 of `docs/model.md`: a person without a document has no access at all. */
export function noAccess(
  { id, plan }: Organization,
  user: string,
  at: Instant,
): Access {
  return {
    user,
    organization: id,
    plan,
    at,
    status: "unknown",
    organizationRole: "none",
    organizationRoleIsDefault: false,
    projects: [],
    teamSpaces: [],
  };
}

/** Rule 1 of `docs/model.md`: a user without a role has the default. */
export function organizationRoleOf(
  { permissions }: Organization,
  user: User,
): OrganizationRole {
  return user.role ?? (permissions === "organization" ? "viewer" : "member");
}

function resolveProjects(
  contents: OrganizationDirectory,
  user: User,
  at: Instant,
  wanted: ReadonlySet<string> | undefined,
): readonly ProjectAccess[] {
  const { organization } = contents;
  const organizationRole = organizationRoleOf(organization, user);
  const memberships = contents.memberships(user.id);
  const granted = grantedSources(user, memberships, wanted);
  const ids = holdsEverywhere(organization, organizationRole)
    ? wanted
    : granted.keys();
  const projects =
    ids === undefined ? contents.projects : projectsWithId(contents, ids);
  return projects.map((project) =>
    resolveProject({
      organization,
      project,
      organizationRole,
      granted: granted.get(project.id) ?? [],
      at,
    }),
  );
}

/** Ordered by id. */
function projectsWithId(
  contents: OrganizationDirectory,
  ids: Iterable<string>,
): readonly Project[] {
  const projects: Project[] = [];
  for (const id of [...ids].sort()) {
    const project = contents.project(id);
    if (project !== undefined) projects.push(project);
  }
  return projects;
}
