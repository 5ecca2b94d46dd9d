import type { Instant } from "../model/instant.ts";
import { type App, rankOf } from "../model/roles.ts";
import type {
  EffectiveRole,
  LostTo,
  Source,
  WithheldBecause,
} from "./access.ts";
import { byText, sortInPlace } from "../util/order.ts";
import { timingOf } from "./timing.ts";

/** A source that may give a role. It does not if it is withheld or overridden. */
export interface Candidate {
  readonly source: Source;
  readonly withheld?: WithheldBecause | undefined;
  readonly lostTo?: LostTo | undefined;
}

/**
 * The one role that the candidates give in an app: the highest live one. Rule 4 of `docs/model.md`.
 *
 * @param closed why the app gives no role at all in this project; undefined if it gives roles
 */
export function settle<A extends App>(
  app: A,
  candidates: readonly Candidate[],
  at: Instant,
  closed?: WithheldBecause,
): EffectiveRole<A> {
  if (candidates.length === 0) return noRole(app);
  let via: Source[] = [];
  let highest = -1;
  const lost: { readonly source: Source; readonly to: LostTo }[] = [];
  const withheld: {
    readonly source: Source;
    readonly because: WithheldBecause;
  }[] = [];
  const over = { expired: [] as Source[], upcoming: [] as Source[] };
  for (const candidate of candidates) {
    const { source, lostTo } = candidate;
    // If the app is closed, nothing counts, so nothing can be overridden either: all live candidates are withheld.
    const because = candidate.withheld ?? closed;
    const timing = timingOf(source, at);
    if (timing !== "live") over[timing].push(source);
    else if (because !== undefined) withheld.push({ source, because });
    else if (lostTo !== undefined) lost.push({ source, to: lostTo });
    else {
      const rank = rankOf(app, source.role);
      if (rank < highest) lost.push({ source, to: "higher_role" });
      else if (rank === highest) via.push(source);
      else {
        for (const lower of via)
          lost.push({ source: lower, to: "higher_role" });
        via = [source];
        highest = rank;
      }
    }
  }
  return {
    app,
    role: via[0]?.role ?? "none",
    via: sortInPlace(via, byText),
    lost: sortInPlace(lost, bySource),
    expired: sortInPlace(over.expired, byText),
    upcoming: sortInPlace(over.upcoming, byText),
    withheld: sortInPlace(withheld, bySource),
  };
}

function bySource(
  a: { readonly source: Source },
  b: { readonly source: Source },
): number {
  return byText(a.source, b.source);
}

/** The result without candidates. Most apps of most projects have none, so `settle` returns it early. */
export function noRole<A extends App>(app: A): EffectiveRole<A> {
  return {
    app,
    role: "none",
    via: [],
    lost: [],
    expired: [],
    upcoming: [],
    withheld: [],
  };
}
