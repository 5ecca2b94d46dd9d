import type { Instant, Lifetime } from "./model.ts";

/** Whether it is over. Source: resolution rule 7. */
export function hasExpired({ expires }: Lifetime, at: Instant): boolean {
  return expires !== undefined && expires <= at;
}
