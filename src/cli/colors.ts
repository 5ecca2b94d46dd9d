import pc from "picocolors";

const FORCED = process.env["FORCE_COLOR"] ?? "";

/**
 * Colors where a terminal shows them, or where `FORCE_COLOR` asks for them.
 *
 * Nothing else turns them on: picocolors alone would also color what a CI job pipes into a file or `grep`.
 */
export const colors = pc.createColors(
  process.stdout.isTTY
    ? process.stdout.hasColors()
    : !process.env["NO_COLOR"] && !["", "0"].includes(FORCED),
);
