import type { Instant, Lifetime } from "../directory/model.ts";
import type { Source, TeamSpaceSource } from "./access.ts";

export type Timing = "live" | "expired" | "upcoming";

/** Live from `starts` up to, not including, `expires`. Source: resolution rule 7. */
export function timingOf(
  source: Source | TeamSpaceSource,
  at: Instant,
): Timing {
  if (source.kind !== "grant" && source.kind !== "group") return "live";
  const { starts = -Infinity, expires = Infinity } = source;
  // A membership may end before the group's grant starts: what they give together never comes.
  if (at >= expires || starts >= expires) return "expired";
  return at < starts ? "upcoming" : "live";
}

/** A lifetime that has no end on either side. */
export const ALWAYS: Lifetime = Object.freeze({});

/** The time in which all of them are live, without the ends that are open; `ALWAYS` where both are. */
export function overlap(...all: readonly Lifetime[]): Lifetime {
  let starts = -Infinity;
  let expires = Infinity;
  for (const each of all) {
    if (each.starts !== undefined) starts = Math.max(starts, each.starts);
    if (each.expires !== undefined) expires = Math.min(expires, each.expires);
  }
  if (starts === -Infinity && expires === Infinity) return ALWAYS;
  return {
    ...(starts === -Infinity ? {} : { starts }),
    ...(expires === Infinity ? {} : { expires }),
  };
}
