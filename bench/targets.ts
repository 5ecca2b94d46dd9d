import { AT_ONCE } from "./contests.ts";
import { shortNumber, shortTime } from "./format.ts";
import type { Measurements } from "./measurements.ts";
import type { Spread } from "./spread.ts";

/** A target, and whether it was reached. */
export interface Target {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly isReached: boolean;
}

export function targetsOf({
  comparison: { dataSet, oneAtATime, pageAtOnce, list },
  directories,
}: Measurements): readonly Target[] {
  const largest = directories.at(-1);
  if (largest === undefined) throw new RangeError("There is no directory.");
  const { users, resolve } = largest;
  const flags = shortNumber(dataSet.flags);
  return [
    atMost(1.15, {
      what: "the time of `check`, one at a time, to that of bare `@cerbos/grpc`",
      measured: timesAsLong(oneAtATime.check, oneAtATime.cerbosEach),
    }),
    atLeast(2.5, {
      what: `the throughput of ${AT_ONCE} concurrent \`check\`s of one user, for a page of one project, to that of as many bare calls`,
      measured: timesAsLong(pageAtOnce.cerbosEach, pageAtOnce.check),
    }),
    atLeast(50, {
      what: `the speed of \`filter\` on ${flags} flags, plan included, to that of \`checkMany\``,
      measured: timesAsLong(list.checkMany, list.filter),
    }),
    atLeast(1, {
      what: `the speed of \`matches\` on ${flags} flags, to that of CASL's \`can\``,
      measured: timesAsLong(list.caslCan, list.matches),
    }),
    {
      what: `\`resolveAccess\` and \`toPrincipal\` for a user among ${shortNumber(users)}, the median`,
      limit: `under ${shortTime(RESOLVE)}`,
      measured: shortTime(resolve.median),
      isReached: resolve.median < RESOLVE,
    },
  ];
}

/** Microseconds. */
const RESOLVE = 20;

interface Ratio {
  readonly what: string;
  readonly measured: number;
}

function atMost(limit: number, { what, measured }: Ratio): Target {
  return {
    what,
    limit: `at most ${limit}`,
    measured: shortNumber(measured),
    isReached: measured <= limit,
  };
}

function atLeast(limit: number, { what, measured }: Ratio): Target {
  return {
    what,
    limit: `at least ${limit}`,
    measured: shortNumber(measured),
    isReached: measured >= limit,
  };
}

function timesAsLong(
  a: { readonly time: Spread },
  b: { readonly time: Spread },
): number {
  return a.time.median / b.time.median;
}
