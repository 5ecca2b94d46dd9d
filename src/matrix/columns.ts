import { noRoles } from "../access/principal.ts";
import { type Principal, type ProjectsByRole } from "../model/principal.ts";
import {
  APP_ROLES,
  type App,
  type AppRole,
  APPS,
  CREDENTIAL_TYPES,
  highestRole,
  ORGANIZATION_ROLES,
  type OrganizationRole,
} from "../model/roles.ts";

/** A section has columns for the roles in an app, or for the roles in the organization. */
export type SectionName = App | "organization";

export const SECTION_NAMES: readonly SectionName[] = [...APPS, "organization"];

/** A role or a credential, with a principal that has only this. */
export interface Column {
  readonly name: string;
  readonly type:
    "app_role" | "organization_role" | "organization_admin" | "credential";
  readonly principal: Principal;
}

/** The organization and the project of everything in the matrix. */
export const ORGANIZATION = "organization";
export const PROJECT = "project";

const ID = "principal@organization";

/** The columns of a section, from the lowest role to the credentials. */
export function columnsOf(section: SectionName): readonly Column[] {
  return [...rolesOf(section), ...CREDENTIAL_TYPES.map(credential)];
}

function rolesOf(section: SectionName): readonly Column[] {
  if (section === "organization") {
    return ORGANIZATION_ROLES.map((role) => ({
      name: role,
      type: "organization_role" as const,
      principal: user(role),
    }));
  }
  return [
    // A user of the organization without a role in the app.
    {
      name: "none",
      type: "app_role",
      principal: user("none"),
    },
    ...APP_ROLES[section].map((role) => ({
      name: role,
      type: "app_role" as const,
      principal: user("none", section, role),
    })),
    {
      name: "organization admin",
      type: "organization_admin",
      principal: user("admin", section, highestRole(section)),
    },
  ];
}

function user(
  organizationRole: OrganizationRole,
  app?: App,
  role?: AppRole,
): Principal {
  const roles = noRoles();
  if (app !== undefined && role !== undefined) roles[app][role] = [PROJECT];
  return {
    id: ID,
    roles: ["user"],
    attr: {
      organization: ORGANIZATION,
      organizationPlan: "enterprise",
      organizationRole,
      ...(roles as ProjectsByRole),
    },
  };
}

function credential(type: (typeof CREDENTIAL_TYPES)[number]): Column {
  return {
    name: type,
    type: "credential",
    principal: { ...user("none"), roles: [type] },
  };
}
