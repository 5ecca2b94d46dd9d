import type { Instant } from "../model/instant.ts";
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
