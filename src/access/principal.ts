import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Credential, Plan } from "../directory/model.ts";
import {
  type App,
  type AppRole,
  APPS,
  type OrganizationRole,
} from "../roles.ts";
import type { HeldRoles } from "./access.ts";

/** Project ids by app and role; no project is twice in an app. */
export type ProjectsByRole = {
  readonly [A in App]: Readonly<Record<AppRole<A>, readonly string[]>>;
};

/**
 * A principal as the policies know it: `policies/_schemas/principal.json`. Source: design, "Vocabulary".
 *
 * Each app maps a role to the ids of the projects where that is the one effective role.
 */
export interface Principal {
  /** A user id in lower case, or a credential id. */
  readonly id: string;
  /**
   * A person's is `user`, a credential's its type. It is `unknown` for somebody whom the organization does not have: there
   * are rules for every user of an organization, whatever their role in it, and no derived role has `unknown` as a parent.
   */
  readonly roles: readonly ["user" | "unknown" | Credential["type"]];
  readonly attr: {
    readonly organization: string;
    readonly organizationPlan: Plan;
    readonly organizationRole: OrganizationRole;
  } & ProjectsByRole;
}

export interface PrincipalOptions {
  /** The projects to send; all of them if left out. A check needs those that it names, a query plan needs all. */
  readonly projects?: Iterable<string> | undefined;
}

/** The principal that stands for a user with this access; one that may do nothing, where there is no such user. */
export function toPrincipal(
  access: HeldRoles,
  { projects }: PrincipalOptions = {},
): Principal {
  const wanted = projects === undefined ? undefined : new Set(projects);
  const roles = noRoles();
  for (const { project, roles: held } of access.projects) {
    if (wanted?.has(project) === false) continue;
    for (const app of APPS) {
      const { role } = held[app];
      if (role !== "none") roles[app][role]?.push(project);
    }
  }
  return {
    id: access.user,
    roles: [access.status === "unknown" ? "unknown" : "user"],
    attr: {
      organization: access.organization,
      organizationPlan: access.plan,
      organizationRole: access.organizationRole,
      ...(roles as ProjectsByRole),
    },
  };
}

/** The principal that stands for a credential: it has its organization, and no role of a person. */
export function credentialPrincipal(
  { organization }: OrganizationDirectory,
  { id, type }: Pick<Credential, "id" | "type">,
): Principal {
  return {
    id,
    roles: [type],
    attr: {
      organization: organization.id,
      organizationPlan: organization.plan,
      organizationRole: "none",
      ...(noRoles() as ProjectsByRole),
    },
  };
}

/** No project in any role of any app, to be filled. */
export function noRoles(): Record<App, Partial<Record<AppRole, string[]>>> {
  return {
    analytics: { viewer: [], member: [], manager: [], admin: [] },
    experiment: { viewer: [], member: [], manager: [], admin: [] },
    govern: { viewer: [], editor: [] },
    accounts: { viewer: [] },
  } satisfies { readonly [A in App]: Record<AppRole<A>, string[]> };
}
