import { directoryOf, user } from "../../support/acme.ts";
import {
  base,
  person,
  PROJECT_ROLES,
  type Roles,
  type TableSubject,
} from "./subject.ts";

const BELOW_ADMIN = ["viewer", "member", "manager"] as const;

/** Where roles are per organization, the role holds in every project and app, and the modules follow it where they are enabled. */
export function subjectsWithOrganizationRoles(
  id: string,
): readonly TableSubject[] {
  const directory = directoryOf([
    ...base(id, "organization"),
    ...PROJECT_ROLES.map((role) =>
      user(`everywhere-${role}@${id}.example`, { role }),
    ),
  ]);
  const withoutModules = directoryOf([
    ...base(id, "organization", []),
    ...BELOW_ADMIN.map((role) =>
      user(`everywhere-${role}-with-no-module@${id}.example`, { role }),
    ),
  ]);
  return [
    ...PROJECT_ROLES.map((role) =>
      person(directory, id, `everywhere-${role}`, everywhere(role)),
    ),
    ...BELOW_ADMIN.map((role) =>
      person(withoutModules, id, `everywhere-${role}-with-no-module`, {
        ...everywhere(role),
        experimentRole: "none",
        governRole: "none",
        accountsRole: "none",
      }),
    ),
  ];
}

function everywhere(role: (typeof PROJECT_ROLES)[number]): Roles {
  return {
    organizationRole: role,
    analyticsRole: role,
    experimentRole: role,
    governRole: role === "manager" || role === "admin" ? "editor" : "viewer",
    accountsRole: "viewer",
  };
}
