import { another, ceiling } from "./conditions.ts";
import { CONTENT_CONDITIONS } from "./content-conditions.ts";
import {
  APP_COLUMNS,
  type AppColumn,
  type Condition,
  readTable,
  type Row,
} from "./table.ts";

/** Section 3 of the permission tables: Analytics. */

/** The rows of `content`. Creating is one row here, for whether it is discoverable matters to viewers alone. */
const CONTENT: readonly Row<AppColumn>[] = readTable(
  APP_COLUMNS,
  /* kind   actions                          viewer            member            manager                 admin            management_api scim */
  `
  | content | view                           | visible         | visible         | visible               | visible               | | |
  | content | search                         | findable        | findable        | findable              | findable              | | |
  | content | create                         | private, simple | Y               | Y                     | Y                     | | |
  | content | edit                           | private, owned  | owned           | owned or open segment | owned or open segment | | |
  | content | archive                        | private, owned  | owned           | owned or open segment | Y                     | | |
  | content | delete                         | owned, archived | owned, archived | owned, archived       | owned, archived       | | |
  | content | share, add_owner               | owned           | owned           | owned                 | owned                 | | |
  | content | publish                        |                 | owned           | owned                 | owned                 | | |
  | content | create_link, export_to_partner |                 | visible         | visible               | visible               | | |
  | content | remove_link                    |                 |                 |                       | Y                     | | |
  | content | mark_official                  |                 |                 | discoverable          | discoverable          | | |
  | content | transfer_ownership             | owned           | owned           | owned or discoverable | Y                     | | |
  `,
  CONTENT_CONDITIONS,
);

const unpublished: Condition = {
  code: "published",
  met: ({ published }) => published === false,
};

/**
 * Everything else in a project. The row of `project_member` is for every app but Experiment, which has its own;
 * `project_api_key` is in that table too, and either role suffices.
 */
const EVERYTHING_ELSE: readonly Row<AppColumn>[] = readTable(
  APP_COLUMNS,
  /* kind                        actions                     viewer member         manager            admin       management_api scim */
  `
  | project                      | view_settings               | Y | Y           | Y                | Y                | | |
  | project                      | edit_settings               |   |             | Y                | Y                | | |
  | project                      | change_sampling             |   |             |                  | Y                | | |
  | project_secret_key           | view                        |   |             | Y                | Y                | | |
  | project_api_key              | view                        |   |             | Y                | Y                | | |
  | data_connection              | view                        | Y | Y           | Y                | Y                | | |
  | data_connection              | create, edit                |   |             | Y                | Y                | | |
  | custom_event, event_label    | create                      |   | Y           | Y                | Y                | | |
  | release                      | edit                        |   | Y           | Y                | Y                | | |
  | annotation, derived_property | create, edit, delete        |   |             | Y                | Y                | | |
  | monitor                      | create, subscribe           | Y | Y           | Y                | Y                | | |
  | notification_alert           | view                        | Y | Y           | Y                | Y                | | |
  | notification_alert           | create, edit, delete        |   | Y           | Y                | Y                | | |
  | heatmap                      | view, create                | Y | Y           | Y                | Y                | | |
  | guide                        | view                        | Y | Y           | Y                | Y                | | |
  | guide                        | create                      |   | Y           | Y                | Y                | | |
  | guide                        | edit                        |   | unpublished | Y                | Y                | | |
  | guide                        | publish, unpublish, archive |   |             | Y                | Y                | | |
  | project_member               | add, edit_role, remove      |   |             | another, ceiling | another, ceiling | | |
  `,
  { another, ceiling, unpublished },
);

export const ANALYTICS_TABLE: readonly Row<AppColumn>[] = [
  ...CONTENT,
  ...EVERYTHING_ELSE,
];
