import Table from "cli-table3";
import { colors } from "./colors.ts";
import type { ExitCode } from "../errors/exit-code.ts";

/** The result of a command, for people and for programs. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly json: unknown;
}

/** Takes the result of a command. */
export type Report = (outcome: Outcome) => void;

/**
 * A table with a heading, without lines.
 *
 * @param width the width of the terminal, to which the last column is wrapped. Without it, nothing is wrapped
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined = terminalWidth(),
): string {
  const grid = new Table({
    head: head.map((title) => colors.bold(title)),
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
    chars: NO_LINES,
    ...(width === undefined ? {} : wrapLast(head, rows, width)),
  });
  grid.push(...rows.map((row) => [...row]));
  return withoutTrailingSpace(grid.toString());
}

function terminalWidth(): number | undefined {
  const { isTTY, columns } = process.stdout;
  // Terminals that do not know their width report 0.
  return isTTY && columns > 0 ? columns : undefined;
}

/** Spaces between two columns. */
const GAP = 2;

/** The least width of the last column. */
const NARROWEST = 24;

function wrapLast(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): { colWidths: (number | null)[]; wordWrap: true } {
  const taken = head
    .slice(0, -1)
    .map((title, column) =>
      [title, ...rows.flatMap((row) => (row[column] ?? "").split("\n"))].reduce(
        (widest, text) => Math.max(widest, text.length + GAP),
        0,
      ),
    );
  const rest = width - taken.reduce((sum, each) => sum + each, 0);
  return {
    colWidths: [...taken, Math.max(NARROWEST, rest)],
    wordWrap: true,
  };
}

const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right"],
    ...["bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((place) => [place, ""]),
);

function withoutTrailingSpace(text: string): string {
  return text.replaceAll(/ +$/gm, "");
}

/** Stable JSON, with instants in RFC 3339 form. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (key, each: unknown) =>
      typeof each === "number" && INSTANTS.has(key)
        ? new Date(each).toISOString()
        : each,
    2,
  );
}

const INSTANTS = new Set(["at", "starts", "expires"]);

/** `3 users`, `1 user`. */
export function count(
  number: number,
  noun: string,
  plural = `${noun}s`,
): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}
