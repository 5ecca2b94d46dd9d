import { APP_COLUMNS, type AppColumn, readTable, type Row } from "./table.ts";

/** Section 3 of the permission tables: Analytics. So far, the row that has a policy. */

/** The row of `project_member` is for every app but Experiment, which has its own. */
export const ANALYTICS_TABLE: readonly Row<AppColumn>[] = readTable(
  APP_COLUMNS,
  /*                                    viewer member manager admin management_api scim */
  `
  | project_member | add, edit_role, remove | | | Y | Y | | |
  `,
);
