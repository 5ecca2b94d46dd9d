import { stringify } from "csv-stringify/sync";
import type { SectionName } from "./columns.ts";
import type { Matrix, MatrixRow, MatrixSection } from "./matrix.ts";

/** The formats in which a matrix can be printed. */
export const MATRIX_FORMATS = ["markdown", "json", "csv", "html"] as const;
export type MatrixFormat = (typeof MATRIX_FORMATS)[number];

/** A matrix as text, without a line break at the end. */
export function formatMatrix(matrix: Matrix, format: MatrixFormat): string {
  switch (format) {
    case "markdown":
      return markdown(matrix);
    case "json":
      return JSON.stringify(matrix, null, 2);
    case "csv":
      return csv(matrix);
    case "html":
      return html(matrix);
  }
}

const TITLE = "Permission matrix";

const INTRODUCTION = [
  "Who may do what, as the policy decision point answers. `rolebook matrix` makes this page from the policies.",
  "`Y`: allowed. `if`: allowed if the condition of the row holds, otherwise refused, usually with one of the listed codes. " +
    "Blank: refused. An action has a row for each of its conditions.",
  "Each column is somebody with only that role, in a project that has enabled the module. Somebody with several roles may do what any " +
    "of them may. Rules for a single person, project or point in time do not show.",
];

const SECTION_TITLES: Readonly<Record<SectionName, string>> = {
  analytics: "Analytics",
  experiment: "Experiment",
  govern: "Govern",
  accounts: "Accounts",
  organization: "Organization",
};

const SECTION_COLUMNS: Readonly<Record<SectionName, string>> = {
  analytics: appColumns("Analytics"),
  experiment: appColumns("Experiment"),
  govern: appColumns("Govern"),
  accounts: appColumns("Accounts"),
  organization:
    "The columns are roles in the organization, and its credentials.",
};

function appColumns(app: string): string {
  return `The columns are ${app} roles in the project, an organization admin, and credentials of the organization. \`none\` is a user of the organization without a role in the project.`;
}

/** The heading and rows of a section. `code` formats names. */
function grid(
  { columns, rows }: MatrixSection,
  code: (name: string) => string = (name) => name,
): readonly [head: readonly string[], ...rows: readonly string[][]] {
  return [
    ["kind", "action", "condition", "code", ...columns],
    ...rows.map((row) => [
      code(row.kind),
      code(row.action),
      row.condition?.text ?? "",
      row.condition?.codes.map(code).join(", ") ?? "",
      ...columns.map((column) => mark(row, column)),
    ]),
  ];
}

const MARKS = { always: "Y", condition: "if", never: "" };

function mark({ cells }: MatrixRow, column: string): string {
  return MARKS[cells[column] ?? "never"];
}

/** Columns are not padded, so that a changed cell changes its line and no other. */
function markdown(matrix: Matrix): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(inline).join(" | ")} |`;
  const sections = matrix.map((section) => {
    const [head, ...rows] = grid(section, (name) => `\`${name}\``);
    return [
      `## ${SECTION_TITLES[section.name]}`,
      SECTION_COLUMNS[section.name],
      [head, head.map(() => "---"), ...rows].map(line).join("\n"),
    ].join("\n\n");
  });
  return [`# ${TITLE}`, ...INTRODUCTION, ...sections].join("\n\n");
}

/** Escapes text for a cell of a Markdown table. Backticks stay, because `grid` puts them around names. */
function inline(text: string): string {
  return text
    .replaceAll(/[\\|*<]/g, (character) => `\\${character}`)
    .replaceAll(/\s+/g, " ");
}

/** One table for all sections. Columns that a section does not have get a dash, which does not mean refused. */
function csv(matrix: Matrix): string {
  const columns = [...new Set(matrix.flatMap((section) => section.columns))];
  const records = matrix.flatMap((section) =>
    section.rows.map((row) => [
      section.name,
      row.kind,
      row.action,
      row.condition?.text ?? "",
      row.condition?.codes.join(" ") ?? "",
      ...columns.map((column) =>
        section.columns.includes(column) ? mark(row, column) : "-",
      ),
    ]),
  );
  const head = ["section", "kind", "action", "condition", "code", ...columns];
  return stringify([head, ...records]).trimEnd();
}

function html(matrix: Matrix): string {
  const sections = matrix.flatMap((section) => {
    const [head, ...rows] = grid(section);
    return [
      `<h2>${escape(SECTION_TITLES[section.name])}</h2>`,
      paragraph(SECTION_COLUMNS[section.name]),
      "<table>",
      `<thead><tr>${head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join("")}</tr></thead>`,
      "<tbody>",
      ...rows.map(
        (row) =>
          `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`,
      ),
      "</tbody>",
      "</table>",
    ];
  });
  return [
    "<!doctype html>",
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${TITLE}</title><style>${STYLE}</style></head>`,
    "<body>",
    `<h1>${TITLE}</h1>`,
    ...INTRODUCTION.map(paragraph),
    ...sections,
    "</body>",
    "</html>",
  ].join("\n");
}

function paragraph(text: string): string {
  return `<p>${escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>`;
}

const STYLE =
  "body{font-family:sans-serif}table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.2em .5em;text-align:left}thead th{position:sticky;top:0;background:#eee}";

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
