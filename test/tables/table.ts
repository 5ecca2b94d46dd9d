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

/** One row of a permission table, for one kind and one action. */
export interface Row<Column extends string> {
  readonly kind: string;
  readonly action: string;
  /** The columns that hold `Y`. Everything else is refused. */
  readonly allowed: ReadonlySet<Column>;
}

/**
 * Reads a table as it is drawn: `|` between cells, the first two columns for kinds and actions, `Y` where allowed.
 *
 * A row with several kinds or actions stands for each of them.
 */
export function readTable<Column extends string>(
  columns: readonly Column[],
  drawing: string,
): readonly Row<Column>[] {
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
      const stray = cells.find((cell) => cell !== "" && cell !== "Y");
      if (stray !== undefined) throw new Error(`"${stray}" in: ${line}`);
      const allowed = new Set(columns.filter((_, at) => cells[at] === "Y"));
      return list(kinds).flatMap((kind) =>
        list(actions).map((action) => ({ kind, action, allowed })),
      );
    });
}

function list(cell: string): readonly string[] {
  return cell.split(",").map((each) => each.trim());
}
