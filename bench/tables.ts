import type { Result } from "./contest.ts";
import { shortNumber, shortTime, table } from "./format.ts";
import type { SizeMeasured } from "./load-directory.ts";
import type { Machine } from "./machine.ts";
import type { Spread } from "./spread.ts";
import type { Target } from "./targets.ts";

export function machineTable(machine: Machine): string {
  const { date, processor, cores, gibibytes, system, node, load } = machine;
  const memory = `${shortNumber(gibibytes)} GiB`;
  return table(
    ["measured", date.toISOString().slice(0, 10)],
    [
      ["on", `${processor}, ${cores} cores, ${memory}, ${system}`],
      ["load when it began", shortNumber(load)],
      ["Node.js", node],
      ...machine.versions,
    ],
  );
}

export function targetTable(targets: readonly Target[]): string {
  return table(
    ["what", "target", "measured", ""],
    targets.map(({ what, limit, measured, isReached }) => [
      what,
      limit,
      measured,
      isReached ? "reached" : "**missed**",
    ]),
  );
}

/**
 * The table of a contest's results.
 *
 * @param operation the operation that each time is for, such as `check`
 * @param peer the contender that the others are compared with
 */
export function contestTable(
  operation: string,
  results: Readonly<Record<string, Result>>,
  peer: Result,
): string {
  return table(
    [
      "contender",
      `time a ${operation}`,
      "spread",
      `${operation}s a second`,
      `speed, to ${peer.name}`,
    ],
    Object.values(results).map(({ name, time }) => [
      name,
      shortTime(time.median),
      spread(time),
      shortNumber(1e6 / time.median),
      shortNumber(peer.time.median / time.median),
    ]),
  );
}

export function directoryTable(directories: readonly SizeMeasured[]): string {
  return table(
    [
      "users",
      "groups",
      "projects",
      "loaded in",
      "peak memory",
      "resolved in",
      "spread",
    ],
    directories.map((each) => [
      shortNumber(each.users),
      shortNumber(each.groups),
      shortNumber(each.projects),
      shortTime(each.loadMilliseconds * 1000),
      `${Math.round(each.peakMebibytes)} MiB`,
      shortTime(each.resolve.median),
      spread(each.resolve),
    ]),
  );
}

function spread({ p25, p75 }: Spread): string {
  return `${shortTime(p25)} – ${shortTime(p75)}`;
}
