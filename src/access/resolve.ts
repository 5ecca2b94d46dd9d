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

/** Whose access, where, and when. */
export interface AccessQuery {
  /** An e-mail address, compared without case. */
  readonly user: string;
  readonly organization: string;
  /** The instant to resolve at: grants and memberships are live or not as of then. */
  readonly at: Date | Instant;
}

/**
 * A user's effective roles in every project and app of an organization, and the team spaces that they are in, with what
 * gives them.
 *
 * Pure: the same directory, user and instant give the same result, whatever the order of documents, grants and groups.
 * An unknown user has no access at all. Source: the eight rules of the design, "Resolution".
 *
 * @throws {UnknownNameError} where the directory has no such organization
 * @throws {RangeError} where `at` is not a valid instant
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

/** As `resolveAccess`, for an organization that is at hand. */
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
 * @param projects where to resolve them; in all projects, if left out
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

/** Rule 1: without a document, no access at all. */
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

/** Rule 1: without a role, the default. */
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

/** In the order of their ids. */
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
