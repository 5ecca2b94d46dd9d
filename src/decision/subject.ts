import type { HeldRoles, ProjectAccess } from "../access/access.ts";
import { credentialPrincipal, toPrincipal } from "../access/principal.ts";
import { type Principal } from "../model/principal.ts";
import {
  noAccess,
  organizationRoleOf,
  resolveRoles,
} from "../access/resolve.ts";
import type {
  Directory,
  OrganizationDirectory,
} from "../directory/directory.ts";
import type { Credential, User } from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import { toInstant } from "../model/instant.ts";
import type { OrganizationRole } from "../model/roles.ts";
import { Suggester } from "../util/suggester.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { normalizeUserId } from "../model/user-id.ts";
import type { DecisionSubject } from "./decision.ts";

/** Who asks, ready to be put before the PDP. */
export interface Subject extends DecisionSubject {
  /** A user's effective roles; absent for a credential. */
  readonly roles?: SubjectRoles | undefined;
  /** The principal to send where the request names these projects; one with all projects, if left out. */
  principal(projects?: ReadonlySet<string>): Principal;
}

/** The effective roles of a user. Most requests name one project: those in a project are resolved when they are first asked for. */
export interface SubjectRoles {
  readonly organizationRole: OrganizationRole;
  /** Whether that is the default, for lack of a role of one's own. */
  readonly organizationRoleIsDefault: boolean;
  /** Undefined where nothing gives, gave, will give or would give a role. */
  inProject(project: string): ProjectAccess["roles"] | undefined;
}

/** A user of an organization, known or not: an unknown one may do nothing. */
export function userSubject(
  directory: Directory,
  query: {
    readonly user: string;
    readonly organization: string;
    readonly at: Date | Instant;
  },
): Subject {
  const contents = directory.existingOrganization(query.organization);
  const user = contents.user(query.user);
  const at = toInstant(query.at);
  if (user === undefined) {
    return unknownSubject(contents, normalizeUserId(query.user), at);
  }
  return personSubject(contents, user, at);
}

/** Somebody, or something, that an organization does not know: one who may do nothing, whatever the id is that of elsewhere. */
export function unknownSubject(
  contents: OrganizationDirectory,
  id: string,
  at: Instant,
): Subject {
  const access = noAccess(contents.organization, id, at);
  const { user, organization, status } = access;
  return {
    type: "user",
    id: user,
    name: user,
    organization,
    status,
    suggestion: suggest(contents, id),
    roles: { ...access, inProject: () => undefined },
    principal: () => toPrincipal(access),
  };
}

function personSubject(
  contents: OrganizationDirectory,
  user: User,
  at: Instant,
): Subject {
  const { organization } = contents;
  const resolved = new Map<string, ProjectAccess["roles"] | undefined>();
  const resolve = (projects: ReadonlySet<string>): HeldRoles => {
    const held = resolveRoles(contents, user, at, projects);
    for (const project of projects) resolved.set(project, undefined);
    for (const { project, roles } of held.projects) {
      resolved.set(project, roles);
    }
    return held;
  };
  return {
    type: "user",
    id: user.id,
    name: user.name,
    organization: organization.id,
    status: user.status,
    roles: {
      organizationRole: organizationRoleOf(organization, user),
      organizationRoleIsDefault: user.role === undefined,
      inProject(project) {
        if (!resolved.has(project)) resolve(new Set([project]));
        return resolved.get(project);
      },
    },
    principal: (projects) =>
      toPrincipal(
        projects === undefined
          ? resolveRoles(contents, user, at)
          : resolve(projects),
      ),
  };
}

/** Among more names, the nearest takes longer to find than the decision. */
const MOST_SUGGESTED = 10_000;

function suggest(
  { users, credentials }: OrganizationDirectory,
  id: string,
): string | undefined {
  if (users.length + credentials.length > MOST_SUGGESTED) return undefined;
  const known = [...users, ...credentials].map((each) => each.id);
  const suggestion = new Suggester().suggest(id, known);
  return suggestion === id ? undefined : suggestion;
}

/** A credential of an organization. */
export function credentialSubject(
  contents: OrganizationDirectory,
  credential: Pick<Credential, "id" | "type">,
): Subject {
  return {
    type: credential.type,
    id: credential.id,
    name: credential.id,
    organization: contents.organization.id,
    status: "joined",
    principal: () => credentialPrincipal(contents, credential),
  };
}

export interface SubjectQuery {
  /** A user id or a credential id. */
  readonly id: string;
  /** Ask as a credential of this type, not with the user's own roles. */
  readonly as?: Credential["type"] | undefined;
  readonly organization: string;
  readonly at: Date | Instant;
}

/**
 * The credential or the user of this id; an unknown id is that of an unknown user.
 *
 * With `as`, it is the credential of that type, or the user of this id if they held one.
 *
 * @throws {UnknownNameError} where the id is empty or the organization does not exist; with `as`, where there is neither such
 *   a credential nor such a user
 */
export function findSubject(
  directory: Directory,
  { id, as, organization, at }: SubjectQuery,
): Subject {
  if (id === "") throw new UnknownNameError("user or credential", id, []);
  const contents = directory.existingOrganization(organization);
  const credential = contents.credential(id);
  const type = as ?? credential?.type;
  if (type === undefined) {
    return userSubject(directory, { user: id, organization, at });
  }
  const holder = credential ?? contents.user(id);
  if (holder === undefined || (credential && credential.type !== type)) {
    throw new UnknownNameError(
      `${type} credential`,
      id,
      contents.credentials
        .filter((each) => each.type === type)
        .map((each) => each.id),
      { where: `in ${organization}` },
    );
  }
  return credentialSubject(contents, { id: holder.id, type });
}

/**
 * Every user, then every credential of an organization, one at a time: the roles of each are resolved when it is its turn.
 *
 * @throws {UnknownNameError} where the organization does not exist
 */
export function* everyone(
  directory: Directory,
  organization: string,
  at: Date | Instant,
): Generator<Subject> {
  const contents = directory.existingOrganization(organization);
  for (const { id: user } of contents.users) {
    yield userSubject(directory, { user, organization, at });
  }
  for (const credential of contents.credentials) {
    yield credentialSubject(contents, credential);
  }
}
