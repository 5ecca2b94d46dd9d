import type { Instant } from "../directory/model.ts";
import { type App, rankOf } from "../roles.ts";
import type {
  EffectiveRole,
  LostTo,
  Source,
  WithheldBecause,
} from "./access.ts";
import { byText } from "./by-text.ts";
import { timingOf } from "./lifetime.ts";

/** A source that may give a role, unless something is said against it. */
export interface Candidate {
  readonly source: Source;
  readonly withheld?: WithheldBecause | undefined;
  readonly lostTo?: LostTo | undefined;
}

/**
 * The one role that the candidates give in an app: the highest of those that are live. Source: resolution rule 4.
 *
 * @param closed why the app gives nothing at all here, if it does not
 */
export function settle<A extends App>(
  app: A,
  candidates: readonly Candidate[],
  at: Instant,
  closed?: WithheldBecause,
): EffectiveRole<A> {
  const live: Source[] = [];
  const result = {
    lost: [] as EffectiveRole["lost"][number][],
    expired: [] as Source[],
    upcoming: [] as Source[],
    withheld: [] as EffectiveRole["withheld"][number][],
  };
  for (const { source, withheld, lostTo } of candidates) {
    const timing = timingOf(source, at);
    if (timing !== "live") result[timing].push(source);
    else if (withheld !== undefined) {
      result.withheld.push({ source, because: withheld });
    } else if (lostTo !== undefined) result.lost.push({ source, to: lostTo });
    else live.push(source);
  }

  if (closed !== undefined) {
    // Whatever would have counted or lost: nothing does where the app gives nothing.
    for (const source of [...live, ...result.lost.map((each) => each.source)]) {
      result.withheld.push({ source, because: closed });
    }
    live.length = 0;
    result.lost.length = 0;
  }
  const ranks = live.map(({ role }) => rankOf(app, role));
  const highest = ranks.reduce((a, b) => Math.max(a, b), -1);
  const via = live.filter((_, index) => ranks[index] === highest);
  for (const [index, source] of live.entries()) {
    if (ranks[index] !== highest) {
      result.lost.push({ source, to: "higher_role" });
    }
  }
  return {
    app,
    role: via[0]?.role ?? "none",
    via: via.toSorted(byText),
    lost: result.lost.toSorted((a, b) => byText(a.source, b.source)),
    expired: result.expired.toSorted(byText),
    upcoming: result.upcoming.toSorted(byText),
    withheld: result.withheld.toSorted((a, b) => byText(a.source, b.source)),
  };
}
