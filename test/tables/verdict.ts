import type { Resource } from "../../src/pdp/pdp.ts";
import { ANALYTICS_TABLE } from "./analytics.ts";
import { EXPERIMENT_TABLE } from "./experiment.ts";
import { MODULES_TABLE } from "./modules.ts";
import { ORGANIZATION_TABLE } from "./organization.ts";
import type { TableSubject } from "./subjects/subject.ts";
import type { Condition, Row } from "./table.ts";

/** What the tables say: allowed, or refused, with a code where a condition is what refuses. */
export type Verdict = "allow" | "deny" | `deny ${string}`;

/** The tables by what their columns are: roles in an app, in the organization, or in the modules. */
export const TABLES = {
  analytics: ANALYTICS_TABLE,
  experiment: EXPERIMENT_TABLE,
  organization: ORGANIZATION_TABLE,
  modules: MODULES_TABLE,
} as const satisfies Readonly<Record<string, readonly Row<string>[]>>;
type TableName = keyof typeof TABLES;

const NAMES = Object.keys(TABLES) as readonly TableName[];
const ROWS: readonly Row<string>[] = Object.values(TABLES).flat();

/** Every kind of the tables. */
export const KINDS: readonly string[] = [
  ...new Set(ROWS.map(({ kind }) => kind)),
];

export function actionsOf(kind: string): readonly string[] {
  const rows = ROWS.filter((row) => row.kind === kind);
  return [...new Set(rows.map(({ action }) => action))];
}

/** Whether resources of this kind are in a project: those of every table but the organization's. */
export function hasProject(kind: string): boolean {
  return !TABLES.organization.some((row) => row.kind === kind);
}

/**
 * What the tables answer.
 *
 * Where a kind is in several tables, any of them suffices; but for `project_member` its app says which.
 */
export function verdict(
  subject: TableSubject,
  kind: string,
  action: string,
  attr: Resource["attr"],
): Verdict {
  if (attr["organization"] !== subject.organization) return "deny";
  const tables = NAMES.filter(
    (name) =>
      kind !== "project_member" ||
      name === (attr["app"] === "experiment" ? "experiment" : "analytics"),
  );
  const cells = tables.flatMap((name) =>
    cellsOf(name, subject, kind, action, attr["project"] === "web"),
  );
  const unmet = cells.map((conditions) =>
    conditions.find((condition) => !condition.met(attr, subject)),
  );
  if (unmet.includes(undefined)) return "allow";
  const [first] = unmet;
  return first === undefined ? "deny" : `deny ${first.code}`;
}

/** The cells of a row that are not blank and are the subject's. */
function cellsOf(
  name: TableName,
  subject: TableSubject,
  kind: string,
  action: string,
  inWeb: boolean,
): (readonly Condition[])[] {
  const rows: readonly Row<string>[] = TABLES[name];
  const columns = columnsOf(name, subject, inWeb);
  return rows
    .filter((row) => row.kind === kind && row.action === action)
    .flatMap(({ allowed }) =>
      columns.flatMap((column) => {
        const conditions = allowed.get(column);
        return conditions === undefined ? [] : [conditions];
      }),
    );
}

/** The subject's columns: roles are those in the project `web`, and in another project there are none. */
function columnsOf(
  name: TableName,
  subject: TableSubject,
  inWeb: boolean,
): readonly string[] {
  if (subject.credential !== undefined) return [subject.credential];
  if (name === "organization") return [subject.organizationRole];
  if (!inWeb) return [];
  return name === "modules"
    ? [`govern_${subject.governRole}`, `accounts_${subject.accountsRole}`]
    : [subject[`${name}Role`]];
}
