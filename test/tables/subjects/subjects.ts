import { credentials } from "./credentials.ts";
import {
  subjectsWithModuleGrants,
  subjectsWithoutModules,
} from "./module-roles.ts";
import { subjectsWithOrganizationRoles } from "./organization-roles.ts";
import {
  subjectsWithExperimentGrants,
  subjectsWithProjectRoles,
} from "./project-roles.ts";
import type { TableSubject } from "./subject.ts";

export const ORGANIZATIONS = ["acme", "globex"];

/**
 * Every column of the tables, and every combination of roles that a directory makes of them.
 *
 * Both organizations have a project `web`. One assigns roles per project, the other per organization.
 */
export const SUBJECTS: readonly TableSubject[] = [
  ...subjectsWithProjectRoles("acme"),
  ...subjectsWithExperimentGrants("acme"),
  ...subjectsWithModuleGrants("acme"),
  ...subjectsWithoutModules("acme"),
  ...credentials("acme"),
  ...subjectsWithOrganizationRoles("globex"),
  ...credentials("globex"),
];
