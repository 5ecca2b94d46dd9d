import { readTable, type Row } from "./table.ts";

/** Section 3 of the permission tables: Analytics. So far, the row that has a policy. */

/** The effective Analytics role in the resource's project, or the type of a credential. */
export const ANALYTICS_COLUMNS = [
  "viewer",
  "member",
  "manager",
  "admin",
  "management_api",
  "scim",
] as const;
export type AnalyticsColumn = (typeof ANALYTICS_COLUMNS)[number];

/** The row of `project_member` is for every app but Experiment, which has its own. */
export const ANALYTICS_TABLE: readonly Row<AnalyticsColumn>[] = readTable(
  ANALYTICS_COLUMNS,
  /*                                    viewer member manager admin management_api scim */
  `
  | project_member | add, edit_role, remove | | | Y | Y | | |
  `,
);
