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
import type { OrganizationRole } from "../model/roles.ts";
import { suggest } from "../util/suggester.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { normalizeUserId } from "../model/user-id.ts";
import type { DecisionSubject } from "./decision.ts";
import { chooseOrganization } from "./organization.ts";

/** The subject of a question, with the principal for the PDP. */
export interface Subject extends DecisionSubject {
  /** A user's effective roles; absent for a credential. */
  readonly roles?: SubjectRoles | undefined;
  /** The principal for a request that names these projects; by default with all projects. */
  principal(projects?: ReadonlySet<string>): Principal;
}

/**
 * The effective roles of a user. Those in a project are resolved on first use, because most requests name one project.
 */
export interface SubjectRoles {
  readonly organizationRole: OrganizationRole;
  /** Whether it is the default, because the user's document gives no role. */
  readonly organizationRoleIsDefault: boolean;
  /** Undefined if the user has no sources of roles in the project. */
  inProject(project: string): ProjectAccess["roles"] | undefined;
}

/** A subject that an organization does not know. It may do nothing, even if the id exists in another organization. */
function unknownSubject(
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
    suggestion: nearest(contents, id),
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

function nearest(
  { users, credentials }: OrganizationDirectory,
  id: string,
): string | undefined {
  const known = [...users, ...credentials].map((each) => each.id);
  const suggestion = suggest(id, known);
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

/** The subject that a question names. */
export interface SubjectQuery {
  /** The type of the subject. If it is missing, a credential comes first. */
  readonly type?: "user" | "credential" | undefined;
  readonly id: string;
  /** Ask with the rights of a credential of this type: the credential's own, or one that the user would hold. */
  readonly as?: Credential["type"] | undefined;
  /** The organization of the subject. It may be left out if only one can be meant. */
  readonly organization?: string | undefined;
  /** By default now. */
  readonly at?: Instant | undefined;
}

/**
 * Finds the user or the credential that is meant, with their roles at the given instant. If the organization does not
 * know the id, it is an unknown subject, which may do nothing.
 *
 * @param otherwise the organization to use if none knows the id
 * @throws {UnknownNameError} if the organization does not exist; with `as`, if there is no such credential or user
 * @throws {AmbiguousOrganizationError} if several organizations may be meant
 */
export function findSubject(
  directory: Directory,
  query: SubjectQuery,
  otherwise?: string,
): Subject {
  const { type, id, as, organization, at = Date.now() } = query;
  const contents = directory.existingOrganization(
    chooseOrganization(directory, organization, id, otherwise),
  );
  if (as !== undefined) return holderOf(contents, id, as);
  const credential = type === "user" ? undefined : contents.credential(id);
  if (credential !== undefined) return credentialSubject(contents, credential);
  const user = type === "credential" ? undefined : contents.user(id);
  if (user !== undefined) return personSubject(contents, user, at);
  const given = type === "credential" ? id : normalizeUserId(id);
  return { ...unknownSubject(contents, given, at), sought: type };
}

/** The credential of this type and id, or a credential of this type that the user of this id would hold. */
function holderOf(
  contents: OrganizationDirectory,
  id: string,
  type: Credential["type"],
): Subject {
  const credential = contents.credential(id);
  const holder = credential ?? contents.user(id);
  if (holder === undefined || (credential && credential.type !== type)) {
    throw new UnknownNameError(
      `${type} credential`,
      id,
      contents.credentials
        .filter((each) => each.type === type)
        .map((each) => each.id),
      { where: `in ${contents.organization.id}` },
    );
  }
  return credentialSubject(contents, { id: holder.id, type });
}
