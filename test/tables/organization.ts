import { another } from "./conditions.ts";
import { type Condition, readTable, type Row } from "./table.ts";

/** What looks at the organization role: `experiment_settings` of section 2, and section 4 of the permission tables. */

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

const CONDITIONS = {
  another,
  "no admin": {
    code: "admin_only",
    met: ({ role, newRole }) => role !== "admin" && newRole !== "admin",
  },
  "no new admin": {
    code: "admin_only",
    met: ({ newRole }) => newRole !== "admin",
  },
  "not the last admin": {
    code: "last_admin",
    met: ({ role, adminCount }) => role !== "admin" || Number(adminCount) > 1,
  },
  owner: {
    code: "not_an_owner",
    met: ({ owner }, { principal }) => owner === principal.id,
  },
  self: {
    code: "not_self",
    met: ({ user }, { principal }) => user === principal.id,
  },
} as const satisfies Readonly<Record<string, Condition>>;

const BY_MANAGER = "another, no admin";
const BY_ADMIN = "another, not the last admin";
const BY_SCIM = "no new admin, not the last admin";

/** A user profile is a person's own whatever the role; `change_email` is nobody's. */
export const ORGANIZATION_TABLE: readonly Row<OrganizationColumn>[] = readTable(
  ORGANIZATION_COLUMNS,
  /* kind               actions                                             none    viewer member manager admin management_api scim */
  `
  | experiment_settings | view                                              |      | Y    | Y    | Y    | Y     | |   |
  | experiment_settings | edit                                              |      |      |      |      | Y     | |   |
  | organization        | view                                              |      | Y    | Y    | Y    | Y     | |   |
  | organization        | create_project                                    |      |      |      | Y    | Y     | |   |
  | organization        | edit_settings, manage_billing, configure_sso      |      |      |      |      | Y     | |   |
  | organization        | manage_provisioning, rename, delete               |      |      |      |      | Y     | |   |
  | organization        | transfer_ownership                                |      |      |      |      | owner | |   |
  | organization_member | view                                              |      | Y    | Y    | Y    | Y     | | Y |
  | organization_member | add, remove                                       |      |      |      | ${BY_MANAGER} | ${BY_ADMIN} | | ${BY_SCIM} |
  | organization_member | edit_role                                         |      |      |      | ${BY_MANAGER} | ${BY_ADMIN} | | |
  | permission_group    | view                                              |      | Y    | Y    | Y    | Y     | | Y |
  | permission_group    | create, edit, delete, add_member, remove_member   |      |      |      |      | Y     | | Y |
  | team_space          | view                                              |      | Y    | Y    | Y    | Y     | |   |
  | team_space          | create, add_content, invite, archive              |      |      | Y    | Y    | Y     | |   |
  | audit_log           | view                                              |      |      |      |      | Y     | |   |
  | user_profile        | edit_name, edit_title, edit_team, change_password | self | self | self | self | self  | |   |
  | user_profile        | edit_email_subscriptions, connect_slack           | self | self | self | self | self  | |   |
  | user_profile        | change_email                                      |      |      |      |      |       | |   |
  `,
  CONDITIONS,
);
