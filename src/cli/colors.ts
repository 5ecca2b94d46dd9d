import pc from "picocolors";

/**
 * Colors where a terminal shows them, or where `FORCE_COLOR` asks for them.
 *
 * Nothing else turns them on: picocolors alone would also color what a CI job pipes into a file or `grep`.
 */
export const colors = pc.createColors(
  process.stdout.isTTY
    ? process.stdout.hasColors()
    : !process.env["NO_COLOR"] && Boolean(process.env["FORCE_COLOR"]),
);
