import { readTable, type Row } from "./table.ts";

/** Section 5 of the permission tables: the modules Govern and Accounts. */

/** The effective role in a module in the resource's project, or the type of a credential. */
export const MODULE_COLUMNS = [
  "govern_viewer",
  "govern_editor",
  "accounts_viewer",
  "management_api",
  "scim",
] as const;
export type ModuleColumn = (typeof MODULE_COLUMNS)[number];

export const MODULES_TABLE: readonly Row<ModuleColumn>[] = readTable(
  MODULE_COLUMNS,
  /* kind          actions                      govern_viewer govern_editor accounts_viewer management_api scim */
  `
  | tracking_plan | view                             | Y | Y |   | | |
  | tracking_plan | edit, approve_event, block_event |   | Y |   | | |
  | account       | view_analytics, view_journeys    |   |   | Y | | |
  `,
);
