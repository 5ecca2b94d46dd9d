import type { Instant } from "../model/instant.ts";
import type { Source, TeamSpaceSource } from "./access.ts";

type Timing = "live" | "expired" | "upcoming";

/** A source is live from `starts` up to, not including, `expires`. Rule 7 of `docs/model.md`. */
export function timingOf(
  source: Source | TeamSpaceSource,
  at: Instant,
): Timing {
  if (source.kind !== "grant" && source.kind !== "group") return "live";
  const { starts = -Infinity, expires = Infinity } = source;
  // A membership may end before the group's grant starts. Together they are never live.
  if (at >= expires || starts >= expires) return "expired";
  return at < starts ? "upcoming" : "live";
}
