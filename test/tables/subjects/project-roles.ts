import { directoryOf, user } from "../../support/acme.ts";
import {
  base,
  EVERY_ROLE,
  granted,
  NO_ROLES,
  person,
  PROJECT_ROLES,
  type TableSubject,
} from "./subject.ts";

/** Those who have the roles of a project by grants, with every module enabled. */
export function subjectsWithProjectRoles(id: string): readonly TableSubject[] {
  const directory = directoryOf([
    ...base(id, "project"),
    user(`outsider@${id}.example`, { role: "none" }),
    user(`no-access-with-a-grant@${id}.example`, {
      role: "none",
      grants: [{ project: "web", role: "member" }],
    }),
    ...PROJECT_ROLES.map((role) =>
      user(`project-${role}@${id}.example`, {
        grants: [{ project: "web", role }],
      }),
    ),
    user(`viewer-here-admin-elsewhere@${id}.example`, {
      grants: [
        { project: "web", role: "viewer" },
        { project: "android", role: "admin" },
      ],
    }),
  ]);
  return [
    person(directory, id, "outsider", NO_ROLES),
    person(directory, id, "no-access-with-a-grant", {
      ...granted("member"),
      organizationRole: "none",
    }),
    ...PROJECT_ROLES.map((role) =>
      person(directory, id, `project-${role}`, granted(role)),
    ),
    person(directory, id, "viewer-here-admin-elsewhere", granted("viewer")),
    person(directory, id, "root", EVERY_ROLE),
  ];
}

/** An Experiment grant takes the place of the Analytics role in Experiment, be it higher or lower. */
export function subjectsWithExperimentGrants(
  id: string,
): readonly TableSubject[] {
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
      ...(analyticsRole === "none"
        ? { ...NO_ROLES, organizationRole: "member" }
        : granted(analyticsRole)),
      experimentRole,
    }),
  );
}
