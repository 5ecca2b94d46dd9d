import {
  credentialPrincipal,
  type Principal,
  toPrincipal,
} from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import type { Directory } from "../../src/directory/directory.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import type { AppRole, OrganizationRole } from "../../src/roles.ts";
import { directoryOf, organization, project, user } from "../support/acme.ts";

/** A principal as a directory makes it, with the roles that the tables look up. */
export interface TableSubject {
  readonly name: string;
  readonly organization: string;
  /** A credential's type; absent for people. */
  readonly credential?: "management_api" | "scim";
  readonly organizationRole: OrganizationRole;
  /** The Experiment role in the project `web`. */
  readonly experimentRole: AppRole<"experiment"> | "none";
  readonly principal: Principal;
}

const AT = Date.parse("2026-06-01T00:00:00Z");
const ROLES = ["viewer", "member", "manager", "admin"] as const;

/** Every column of the tables, in two organizations that both have a project `web`. */
export const SUBJECTS: readonly TableSubject[] = ["acme", "globex"].flatMap(
  (id) => [
    ...subjectsWithProjectRoles(id),
    ...subjectsWithOrganizationRoles(id),
    ...credentials(id),
  ],
);

function subjectsWithProjectRoles(id: string): readonly TableSubject[] {
  const directory = directoryOf([
    ...base(id, "project"),
    user(`outsider@${id}.example`, { role: "none" }),
    user(`no-access-with-a-grant@${id}.example`, {
      role: "none",
      grants: [{ project: "web", role: "member" }],
    }),
    ...ROLES.map((role) =>
      user(`project-${role}@${id}.example`, {
        grants: [{ project: "web", role }],
      }),
    ),
  ]);
  return [
    person(directory, id, "outsider", "none", "none"),
    person(directory, id, "no-access-with-a-grant", "none", "member"),
    ...ROLES.map((role) =>
      person(directory, id, `project-${role}`, "member", role),
    ),
    person(directory, id, "root", "admin", "admin"),
  ];
}

function subjectsWithOrganizationRoles(id: string): readonly TableSubject[] {
  const directory = directoryOf([
    ...base(id, "organization"),
    ...ROLES.map((role) => user(`everywhere-${role}@${id}.example`, { role })),
  ]);
  return ROLES.map((role) =>
    person(directory, id, `everywhere-${role}`, role, role),
  );
}

function base(
  id: string,
  permissions: "organization" | "project",
): readonly DirectoryDocument[] {
  return [
    organization({
      id,
      plan: "enterprise",
      permissions,
      owner: `root@${id}.example`,
    }),
    project("web"),
    user(`root@${id}.example`, { role: "admin" }),
  ];
}

function person(
  directory: Directory,
  organizationId: string,
  name: string,
  organizationRole: OrganizationRole,
  experimentRole: TableSubject["experimentRole"],
): TableSubject {
  const access = resolveAccess(directory, {
    user: `${name}@${organizationId}.example`,
    organization: organizationId,
    at: AT,
  });
  return {
    name,
    organization: organizationId,
    organizationRole,
    experimentRole,
    principal: toPrincipal(access),
  };
}

function credentials(id: string): readonly TableSubject[] {
  const contents = directoryOf(base(id, "project")).organization(id);
  if (contents === undefined) throw new Error("the fixture lacks it");
  return (["management_api", "scim"] as const).map((type) => ({
    name: type,
    organization: id,
    credential: type,
    organizationRole: "none",
    experimentRole: "none",
    principal: credentialPrincipal(contents, { id: `${type}-key`, type }),
  }));
}
