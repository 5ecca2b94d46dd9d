import Table from "cli-table3";
import pc from "picocolors";
import type { ExitCode } from "./errors.ts";

/** What a command found: the same thing for people and for programs. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly json: unknown;
}

/** Rows under a heading, in columns, without lines. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const grid = new Table({
    head: head.map((title) => pc.bold(title)),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: NO_LINES,
  });
  grid.push(...rows.map((row) => [...row]));
  return withoutTrailingSpace(grid.toString());
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

/** Stable JSON: instants in RFC 3339 form, everything else as the types say. */
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
