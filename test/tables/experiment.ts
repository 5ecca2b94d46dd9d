import { another, ceiling, isIn } from "./conditions.ts";
import {
  APP_COLUMNS,
  type AppColumn,
  type Condition,
  readTable,
  type Row,
} from "./table.ts";

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

/** Open to everyone, or listed, or an organization admin. A credential has no such cell. */
const editor: Condition = {
  code: "not_an_editor",
  met: ({ access, editors }, { principal, organizationRole }) =>
    access === "everyone" ||
    isIn(editors, principal.id) ||
    organizationRole === "admin",
};

const enterprise: Condition = {
  code: "plan_without_flag_access",
  met: (_, { principal }) => principal.attr.organizationPlan === "enterprise",
};

/** Section 1, and the rows of section 2 that look at the Experiment role; `project_member` is for the app Experiment. */
export const EXPERIMENT_TABLE: readonly Row<AppColumn>[] = readTable(
  APP_COLUMNS,
  /* kind                  actions                           viewer member            manager           admin           management_api scim */
  `
  | flag, experiment       | ${READ_AREAS}               | Y | Y                  | Y                  | Y                  | Y          | |
  | flag, experiment       | ${WRITE_AREAS}              |   | editor             | editor             | editor             | Y          | |
  | flag, experiment       | read                        | Y | Y                  | Y                  | Y                  | Y          | |
  | flag, experiment       | create                      |   | Y                  | Y                  | Y                  | Y          | |
  | flag, experiment       | edit, delete, manage_access |   | editor             | editor             | editor             | Y          | |
  | flag, experiment       | restrict                    |   | enterprise, editor | enterprise, editor | enterprise, editor | enterprise | |
  | environment            | read                        | Y | Y                  | Y                  | Y                  | Y          | |
  | environment            | create, edit, delete        |   | Y                  | Y                  | Y                  | Y          | |
  | mutual_exclusion_group | read                        | Y | Y                  | Y                  | Y                  | Y          | |
  | mutual_exclusion_group | create, edit, delete        |   | Y                  | Y                  | Y                  | Y          | |
  | project_member         | add, edit_role, remove      |   |                    | another, ceiling   | another, ceiling   |            | |
  | project_api_key        | view                        | Y | Y                  | Y                  | Y                  |            | |
  `,
  { another, ceiling, editor, enterprise },
);
