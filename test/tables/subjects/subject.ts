import { type Principal } from "../../../src/model/principal.ts";
import { toPrincipal } from "../../../src/access/principal.ts";
import { resolveAccess } from "../../../src/access/resolve.ts";
import type { Directory } from "../../../src/directory/directory.ts";
import type {
  DirectoryDocument,
  Modules,
} from "../../../src/directory/documents.ts";
import type { AppRole, OrganizationRole } from "../../../src/model/roles.ts";
import { organization, project, user } from "../../support/acme.ts";

/** A principal as a directory makes it, with the roles that the tables look up. */
export interface TableSubject {
  readonly name: string;
  readonly organization: string;
  /** A credential's type; absent for people. */
  readonly credential?: "management_api" | "scim";
  readonly organizationRole: OrganizationRole;
  /** The Analytics role in the project `web`. */
  readonly analyticsRole: AppRole<"analytics"> | "none";
  /** The Experiment role in the project `web`. */
  readonly experimentRole: AppRole<"experiment"> | "none";
  /** The Govern role in the project `web`. */
  readonly governRole: AppRole<"govern"> | "none";
  /** The Accounts role in the project `web`. */
  readonly accountsRole: AppRole<"accounts"> | "none";
  readonly principal: Principal;
}

export type Roles = Pick<
  TableSubject,
  | "organizationRole"
  | "analyticsRole"
  | "experimentRole"
  | "governRole"
  | "accountsRole"
>;

const AT = Date.parse("2026-06-01T00:00:00Z");

export const PROJECT_ROLES = ["viewer", "member", "manager", "admin"] as const;

/** Somebody of the organization without a role in anything. */
export const NO_ROLES: Roles = {
  organizationRole: "none",
  analyticsRole: "none",
  experimentRole: "none",
  governRole: "none",
  accountsRole: "none",
};

/** An organization admin where every module is enabled. */
export const EVERY_ROLE: Roles = {
  organizationRole: "admin",
  analyticsRole: "admin",
  experimentRole: "admin",
  governRole: "editor",
  accountsRole: "viewer",
};

/** The roles that an Analytics grant in a project gives there: a project's admin is Govern editor, the modules give others nothing. */
export function granted(role: AppRole<"analytics">): Roles {
  return {
    organizationRole: "member",
    analyticsRole: role,
    experimentRole: role,
    governRole: role === "admin" ? "editor" : "none",
    accountsRole: "none",
  };
}

/**
 * An organization with an admin and two projects: `web`, which the tables are asked about, and `android`. There is no `ios`.
 *
 * It has purchased every module; those listed are enabled.
 */
export function base(
  id: string,
  permissions: "organization" | "project",
  modules: Modules = ["experiment", "govern", "accounts"],
): readonly DirectoryDocument[] {
  return [
    organization({
      id,
      plan: "enterprise",
      permissions,
      owner: `root@${id}.example`,
    }),
    project("web", { modules }),
    project("android"),
    user(`root@${id}.example`, { role: "admin" }),
  ];
}

/** The user of this name in the directory, who must turn out to have these roles. */
export function person(
  directory: Directory,
  organizationId: string,
  name: string,
  roles: Roles,
): TableSubject {
  const access = resolveAccess(directory, {
    user: `${name}@${organizationId}.example`,
    organization: organizationId,
    at: AT,
  });
  return {
    name,
    organization: organizationId,
    ...roles,
    principal: toPrincipal(access),
  };
}
