import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Credential } from "../model/organization.ts";
import { type App, type AppRole, APPS } from "../model/roles.ts";
import type { Principal, ProjectsByRole } from "../model/principal.ts";
import type { HeldRoles } from "./access.ts";

export interface PrincipalOptions {
  /** The projects to send; by default all. A check needs the projects that it names, and a query plan needs all. */
  readonly projects?: Iterable<string> | undefined;
}

/** The principal of a user with this access. If the organization has no such user, it is one that may do nothing. */
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

/** The principal of a credential. It has an organization, but no roles of people. */
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

/** Every app and role with an empty list of projects, for the caller to fill. */
export function noRoles(): Record<App, Partial<Record<AppRole, string[]>>> {
  return {
    analytics: { viewer: [], member: [], manager: [], admin: [] },
    experiment: { viewer: [], member: [], manager: [], admin: [] },
    govern: { viewer: [], editor: [] },
    accounts: { viewer: [] },
  } satisfies { readonly [A in App]: Record<AppRole<A>, string[]> };
}
