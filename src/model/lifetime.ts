import type { Instant } from "./instant.ts";

/** Live from `starts` (always, if absent) up to, not including, `expires` (for ever, if absent). Source: resolution rule 7. */
export interface Lifetime {
  readonly starts?: Instant | undefined;
  readonly expires?: Instant | undefined;
}

/** Whether it is over. Source: resolution rule 7. */
export function hasExpired({ expires }: Lifetime, at: Instant): boolean {
  return expires !== undefined && expires <= at;
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
