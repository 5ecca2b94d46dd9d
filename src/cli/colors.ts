import pc from "picocolors";

const FORCED = process.env["FORCE_COLOR"] ?? "";

/**
 * Colors, if the output is a terminal that shows them, or if `FORCE_COLOR` is set.
 *
 * Nothing else turns them on. Picocolors by itself would also color output that a CI job pipes into a file or `grep`.
 */
export const colors = pc.createColors(
  process.stdout.isTTY
    ? process.stdout.hasColors()
    : !process.env["NO_COLOR"] && !["", "0"].includes(FORCED),
);
