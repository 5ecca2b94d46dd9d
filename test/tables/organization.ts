import { readTable, type Row } from "./table.ts";

/** What looks at the organization role: `experiment_settings` of section 2 and `organization_member` of section 4. */

export const ORGANIZATION_COLUMNS = [
  "none",
  "viewer",
  "member",
  "manager",
  "admin",
  "management_api",
  "scim",
] as const;
export type OrganizationColumn = (typeof ORGANIZATION_COLUMNS)[number];

export const ORGANIZATION_TABLE: readonly Row<OrganizationColumn>[] = readTable(
  ORGANIZATION_COLUMNS,
  /*                                         none viewer member manager admin management_api scim */
  `
  | experiment_settings | view      | | Y | Y | Y | Y | |   |
  | experiment_settings | edit      | |   |   |   | Y | |   |
  | organization_member | view      | | Y | Y | Y | Y | | Y |
  | organization_member | add       | |   |   | Y | Y | | Y |
  | organization_member | edit_role | |   |   | Y | Y | |   |
  | organization_member | remove    | |   |   | Y | Y | | Y |
  `,
);
