import type { Instant } from "./instant.ts";

/**
 * Live from `starts` up to, not including, `expires`. Rule 7 of `docs/model.md`.
 *
 * Without `starts` it has no beginning, and without `expires` it has no end.
 */
export interface Lifetime {
  readonly starts?: Instant | undefined;
  readonly expires?: Instant | undefined;
}

export function hasExpired({ expires }: Lifetime, at: Instant): boolean {
  return expires !== undefined && expires <= at;
}

/** The lifetime without beginning and end. */
export const ALWAYS: Lifetime = Object.freeze({});

/** The time during which all the lifetimes are live; `ALWAYS` itself if they all have neither beginning nor end. */
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
