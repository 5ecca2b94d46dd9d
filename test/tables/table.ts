import type { Resource } from "../../src/pdp/pdp.ts";
import type { TableSubject } from "./subjects/subject.ts";

/** The effective role in an app in the resource's project, or the type of a credential. */
export const APP_COLUMNS = [
  "viewer",
  "member",
  "manager",
  "admin",
  "management_api",
  "scim",
] as const;
export type AppColumn = (typeof APP_COLUMNS)[number];

/** What a cell asks for besides the role, and the code of a refusal for want of it. */
export interface Condition {
  readonly code: string;
  met(attr: Resource["attr"], subject: TableSubject): boolean;
}

/** One row of a permission table, for one kind and one action. */
export interface Row<Column extends string> {
  readonly kind: string;
  readonly action: string;
  /** The columns whose cells are not blank, with what must hold in the order of the codes. Everything else is refused. */
  readonly allowed: ReadonlyMap<Column, readonly Condition[]>;
}

/**
 * Reads a table as it is drawn: `|` between cells, the first two columns for kinds and actions, `Y` where allowed.
 *
 * Where the answer depends on more than the role, the cell names the conditions in place of `Y`. A row with several kinds or
 * actions stands for each of them.
 */
export function readTable<Column extends string>(
  columns: readonly Column[],
  drawing: string,
  conditions: Readonly<Record<string, Condition>> = {},
): readonly Row<Column>[] {
  const named = (name: string, line: string): Condition => {
    const condition = conditions[name];
    if (condition === undefined) throw new Error(`"${name}" in: ${line}`);
    return condition;
  };
  return drawing
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [kinds = "", actions = "", ...cells] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      if (cells.length !== columns.length) {
        throw new Error(`${columns.length} cells are expected in: ${line}`);
      }
      const allowed = new Map(
        columns.flatMap((column, at) => {
          const cell = cells[at] ?? "";
          if (cell === "") return [];
          const names = cell === "Y" ? [] : list(cell);
          return [[column, names.map((name) => named(name, line))] as const];
        }),
      );
      return list(kinds).flatMap((kind) =>
        list(actions).map((action) => ({ kind, action, allowed })),
      );
    });
}

function list(cell: string): readonly string[] {
  return cell.split(",").map((each) => each.trim());
}
