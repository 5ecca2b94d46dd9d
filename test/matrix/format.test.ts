import { expect, it } from "vitest";
import { formatMatrix } from "../../src/matrix/format.ts";
import type { Matrix } from "../../src/matrix/matrix.ts";

const MATRIX: Matrix = [
  {
    name: "accounts",
    columns: ["viewer", "scim"],
    rows: [
      {
        kind: "account",
        action: "view",
        condition: {
          text: 'size > 1, or "a |\n\\| b" & [c*]',
          codes: ["a", "b"],
        },
        cells: { viewer: "condition", scim: "never" },
      },
    ],
  },
  {
    name: "organization",
    columns: ["none", "scim"],
    rows: [
      {
        kind: "audit_log",
        action: "view",
        cells: { none: "never", scim: "always" },
      },
    ],
  },
];

it("markdown has a line for each row, in which a bar ends no cell", () => {
  const lines = formatMatrix(MATRIX, "markdown").split("\n");
  expect(lines.filter((line) => line.startsWith("|"))).toEqual([
    "| kind | action | condition | code | viewer | scim |",
    "| --- | --- | --- | --- | --- | --- |",
    '| `account` | `view` | size > 1, or "a \\| \\\\\\| b" & [c\\*] | `a`, `b` | if |  |',
    "| kind | action | condition | code | none | scim |",
    "| --- | --- | --- | --- | --- | --- |",
    "| `audit_log` | `view` |  |  |  | Y |",
  ]);
});

it("CSV is one table, which tells a refusal from a column that a section does not have", () => {
  expect(formatMatrix(MATRIX, "csv")).toBe(
    [
      "section,kind,action,condition,code,viewer,scim,none",
      'accounts,account,view,"size > 1, or ""a |\n\\| b"" & [c*]",a b,if,,-',
      "organization,audit_log,view,,,-,Y,",
    ].join("\n"),
  );
});

it("HTML means its text as text", () => {
  const html = formatMatrix(MATRIX, "html");
  expect(html).toContain(
    "<td>account</td><td>view</td><td>size &gt; 1, or &quot;a |\n\\| b&quot; &amp; [c*]</td><td>a, b</td><td>if</td><td></td>",
  );
  expect(html).toContain("<td>Y</td>");
});

it("JSON is the matrix", () => {
  expect(JSON.parse(formatMatrix(MATRIX, "json"))).toEqual(MATRIX);
});
