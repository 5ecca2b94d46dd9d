import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Credential } from "../model/organization.ts";
import { type App, type AppRole, APPS } from "../model/roles.ts";
import type { Principal, ProjectsByRole } from "../model/principal.ts";
import type { HeldRoles } from "./access.ts";

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
