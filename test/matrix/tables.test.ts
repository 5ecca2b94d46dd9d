import { afterAll, beforeAll, expect, it } from "vitest";
import type { SectionName } from "../../src/matrix/columns.ts";
import { buildMatrix, type Matrix } from "../../src/matrix/matrix.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { ANALYTICS_TABLE } from "../tables/analytics.ts";
import { EXPERIMENT_TABLE } from "../tables/experiment.ts";
import { MODULES_TABLE } from "../tables/modules.ts";
import { ORGANIZATION_TABLE } from "../tables/organization.ts";
import type { Row } from "../tables/table.ts";

/** The generated matrix against the tables: the one is what the PDP says, the other what it should. */

let pdp: EmbeddedPdp;
let matrix: Matrix;
beforeAll(async () => {
  pdp = await startPdp();
  matrix = await buildMatrix(pdp, await loadCatalog());
}, 240_000);
afterAll(() => pdp.close());

const CREDENTIALS = ["management_api", "scim"];

/** An admin's own role is above every role, and an organization admin is bound by no list of editors. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  "admin above_own_role",
  "organization admin above_own_role",
  "organization admin not_an_editor",
]);

const SECTIONS: readonly [SectionName, readonly Row<string>[], string][] = [
  ["analytics", ANALYTICS_TABLE, ""],
  ["experiment", EXPERIMENT_TABLE, ""],
  ["govern", MODULES_TABLE, "govern_"],
  ["accounts", MODULES_TABLE, "accounts_"],
  ["organization", ORGANIZATION_TABLE, ""],
];

it("has every row of the tables in a section of its columns", () => {
  const rowsIn = (rows: Iterable<{ kind: string; action: string }>): string[] =>
    [
      ...new Set([...rows].map(({ kind, action }) => `${kind} ${action}`)),
    ].sort();
  for (const table of new Set(SECTIONS.map(([, each]) => each))) {
    const names = SECTIONS.filter(([, each]) => each === table);
    const sections = matrix.filter((each) =>
      names.some(([name]) => name === each.name),
    );
    const shown = sections.flatMap(({ rows }) => rows);
    expect(rowsIn(shown)).toEqual(rowsIn(table));
  }
  expect(matrix.map(({ name }) => name).sort()).toEqual(
    SECTIONS.map(([name]) => name).sort(),
  );
});

it.each(SECTIONS)("%s has the cells of its table", (name, table, prefix) => {
  const section = matrix.find((each) => each.name === name);
  const columns = section?.columns ?? [];
  const found = (section?.rows ?? []).flatMap(
    ({ kind, action, condition, cells }) =>
      columns.flatMap((column) =>
        cells[column] === "never"
          ? []
          : `${kind} ${action} ${column}: ${condition?.codes.join() ?? "always"}`,
      ),
  );
  const kinds = new Set(section?.rows.map(({ kind }) => kind));
  const rows = table.filter(({ kind }) => kinds.has(kind));
  const expected = rows.flatMap(({ kind, action, allowed }) =>
    [...allowed].flatMap(([key, conditions]) => {
      const column = CREDENTIALS.includes(key) ? key : key.replace(prefix, "");
      const next = columns[columns.indexOf(column) + 1];
      // What the highest role may, an organization admin may.
      const those = next === "organization admin" ? [column, next] : [column];
      return those.map((each) => {
        const codes = conditions
          .map(({ code }) => code)
          .filter((code) => !UNREACHABLE.has(`${each} ${code}`));
        return `${kind} ${action} ${each}: ${[...new Set(codes)].sort().join() || "always"}`;
      });
    }),
  );
  expect(found.toSorted()).toEqual(expected.toSorted());
});
