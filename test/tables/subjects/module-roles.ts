import type { Modules } from "../../../src/directory/documents.ts";
import { directoryOf, user } from "../../support/acme.ts";
import {
  base,
  EVERY_ROLE,
  granted,
  NO_ROLES,
  person,
  type Roles,
  type TableSubject,
} from "./subject.ts";

/** Those who have a role in a module by a grant, alone and next to another role. */
export function subjectsWithModuleGrants(id: string): readonly TableSubject[] {
  const governViewer = {
    project: "web",
    app: "govern",
    role: "viewer",
  } as const;
  const governEditor = { ...governViewer, role: "editor" } as const;
  const accountsViewer = { ...governViewer, app: "accounts" } as const;
  const both = "manager-govern-viewer-accounts-viewer";
  const directory = directoryOf([
    ...base(id, "project"),
    user(`govern-viewer@${id}.example`, { grants: [governViewer] }),
    user(`govern-editor@${id}.example`, { grants: [governEditor] }),
    user(`accounts-viewer@${id}.example`, { grants: [accountsViewer] }),
    user(`${both}@${id}.example`, {
      grants: [
        { project: "web", role: "manager" },
        governViewer,
        accountsViewer,
      ],
    }),
  ]);
  const only = (roles: Partial<Roles>): Roles => ({
    ...NO_ROLES,
    organizationRole: "member",
    ...roles,
  });
  return [
    person(directory, id, "govern-viewer", only({ governRole: "viewer" })),
    person(directory, id, "govern-editor", only({ governRole: "editor" })),
    person(directory, id, "accounts-viewer", only({ accountsRole: "viewer" })),
    person(directory, id, both, {
      ...granted("manager"),
      governRole: "viewer",
      accountsRole: "viewer",
    }),
  ];
}

/** Where a module is purchased but not enabled, there is no role in it, whoever asks. Each module is enabled once. */
export function subjectsWithoutModules(id: string): readonly TableSubject[] {
  return [
    ...subjectsWithModules(id, ["govern"]),
    ...subjectsWithModules(id, ["experiment", "accounts"]),
  ];
}

/** A manager who is granted the highest role of every module, a project's admin and the organization's. */
function subjectsWithModules(
  id: string,
  enabled: Modules,
): readonly TableSubject[] {
  const suffix = `with-${enabled.join("-")}-only`;
  const directory = directoryOf([
    ...base(id, "project", enabled),
    user(`manager-${suffix}@${id}.example`, {
      grants: [
        { project: "web", role: "manager" },
        { project: "web", app: "experiment", role: "admin" },
        { project: "web", app: "govern", role: "editor" },
        { project: "web", app: "accounts", role: "viewer" },
      ],
    }),
    user(`project-admin-${suffix}@${id}.example`, {
      grants: [{ project: "web", role: "admin" }],
    }),
    user(`admin-${suffix}@${id}.example`, { role: "admin" }),
  ]);
  const experimentRole = enabled.includes("experiment") ? "admin" : "none";
  const governRole = enabled.includes("govern") ? "editor" : "none";
  const accountsRole = enabled.includes("accounts") ? "viewer" : "none";
  const modules = { experimentRole, governRole, accountsRole } as const;
  return [
    person(directory, id, `manager-${suffix}`, {
      ...granted("manager"),
      ...modules,
    }),
    person(directory, id, `project-admin-${suffix}`, {
      ...granted("admin"),
      ...modules,
      accountsRole: "none",
    }),
    person(directory, id, `admin-${suffix}`, { ...EVERY_ROLE, ...modules }),
  ];
}
