import {
  credentialPrincipal,
  type Principal,
  toPrincipal,
} from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import type { Directory } from "../../src/directory/directory.ts";
import type {
  DirectoryDocument,
  Modules,
} from "../../src/directory/documents.ts";
import type { AppRole, OrganizationRole } from "../../src/roles.ts";
import { directoryOf, organization, project, user } from "../support/acme.ts";

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
  readonly principal: Principal;
}

const AT = Date.parse("2026-06-01T00:00:00Z");
const ROLES = ["viewer", "member", "manager", "admin"] as const;

/** Every column of the tables, in two organizations that both have a project `web`. */
export const SUBJECTS: readonly TableSubject[] = ["acme", "globex"].flatMap(
  (id) => [
    ...subjectsWithProjectRoles(id),
    ...subjectsWithExperimentGrants(id),
    ...subjectsWithoutExperiment(id),
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
    person(directory, id, "outsider", everywhere("none")),
    person(directory, id, "no-access-with-a-grant", {
      ...everywhere("member"),
      organizationRole: "none",
    }),
    ...ROLES.map((role) =>
      person(directory, id, `project-${role}`, {
        ...everywhere(role),
        organizationRole: "member",
      }),
    ),
    person(directory, id, "root", everywhere("admin")),
  ];
}

/** An Experiment grant takes the place of the Analytics role in Experiment, be it higher or lower. */
function subjectsWithExperimentGrants(id: string): readonly TableSubject[] {
  const roles = (
    [
      ["none", "manager"],
      ["viewer", "manager"],
      ["viewer", "admin"],
      ["manager", "viewer"],
      ["manager", "admin"],
      ["admin", "viewer"],
      ["admin", "manager"],
    ] as const
  ).map(([analyticsRole, experimentRole]) => ({
    name: `analytics-${analyticsRole}-experiment-${experimentRole}`,
    analyticsRole,
    experimentRole,
  }));
  const directory = directoryOf([
    ...base(id, "project"),
    ...roles.map(({ name, analyticsRole, experimentRole }) =>
      user(`${name}@${id}.example`, {
        grants: [
          ...(analyticsRole === "none"
            ? []
            : [{ project: "web", role: analyticsRole }]),
          { project: "web", app: "experiment", role: experimentRole },
        ],
      }),
    ),
  ]);
  return roles.map(({ name, analyticsRole, experimentRole }) =>
    person(directory, id, name, {
      organizationRole: "member",
      analyticsRole,
      experimentRole,
    }),
  );
}

/** Where the module is missing, there is no Experiment role, whoever asks. */
function subjectsWithoutExperiment(id: string): readonly TableSubject[] {
  const manager = "manager-without-experiment";
  const directory = directoryOf([
    ...base(id, "project", ["govern", "accounts"]),
    user(`${manager}@${id}.example`, {
      grants: [{ project: "web", role: "manager" }],
    }),
  ]);
  return [
    person(directory, id, manager, {
      organizationRole: "member",
      analyticsRole: "manager",
      experimentRole: "none",
    }),
    person(directory, id, "root", {
      ...everywhere("admin"),
      experimentRole: "none",
    }),
  ];
}

function subjectsWithOrganizationRoles(id: string): readonly TableSubject[] {
  const directory = directoryOf([
    ...base(id, "organization"),
    ...ROLES.map((role) => user(`everywhere-${role}@${id}.example`, { role })),
  ]);
  return ROLES.map((role) =>
    person(directory, id, `everywhere-${role}`, everywhere(role)),
  );
}

function base(
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
    user(`root@${id}.example`, { role: "admin" }),
  ];
}

type Roles = Pick<
  TableSubject,
  "organizationRole" | "analyticsRole" | "experimentRole"
>;

function everywhere(role: OrganizationRole): Roles {
  return { organizationRole: role, analyticsRole: role, experimentRole: role };
}

function person(
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

function credentials(id: string): readonly TableSubject[] {
  const contents = directoryOf(base(id, "project")).organization(id);
  if (contents === undefined) throw new Error("the fixture lacks it");
  return (["management_api", "scim"] as const).map((type) => ({
    name: type,
    organization: id,
    credential: type,
    ...everywhere("none"),
    principal: credentialPrincipal(contents, { id: `${type}-key`, type }),
  }));
}
