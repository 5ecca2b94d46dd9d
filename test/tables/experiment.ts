import { APP_COLUMNS, type AppColumn, readTable, type Row } from "./table.ts";

/** Sections 1 and 2 of the permission tables: Experiment. */

const AREAS = [
  "targeted_environments",
  "activate",
  "variants",
  "allocation",
  "analysis",
  "metrics",
];
const READ_AREAS = AREAS.map((area) => `${area}:read`).join(", ");
const WRITE_AREAS = AREAS.map((area) => `${area}:write`).join(", ");

/** Section 1, and the rows of section 2 that look at the Experiment role; `project_member` is for the app Experiment. */
export const EXPERIMENT_TABLE: readonly Row<AppColumn>[] = readTable(
  APP_COLUMNS,
  /*                                              viewer member manager admin management_api scim */
  `
  | flag, experiment       | ${READ_AREAS}                          | Y | Y | Y | Y | Y | |
  | flag, experiment       | ${WRITE_AREAS}                         |   | Y | Y | Y | Y | |
  | flag, experiment       | read                                   | Y | Y | Y | Y | Y | |
  | flag, experiment       | create, edit, delete, manage_access, restrict |   | Y | Y | Y | Y | |
  | environment            | read                                   | Y | Y | Y | Y | Y | |
  | environment            | create, edit, delete                   |   | Y | Y | Y | Y | |
  | mutual_exclusion_group | read                                   | Y | Y | Y | Y | Y | |
  | mutual_exclusion_group | create, edit, delete                   |   | Y | Y | Y | Y | |
  | project_member         | add, edit_role, remove                 |   |   | Y | Y |   | |
  | project_api_key        | view                                   | Y | Y | Y | Y |   | |
  `,
);

/** The actions on a restricted flag or experiment that only its editors may do: changes, except creating. */
export const RESTRICTED_ACTIONS: ReadonlySet<string> = new Set([
  "edit",
  "delete",
  "manage_access",
  "restrict",
  ...AREAS.map((area) => `${area}:write`),
]);
