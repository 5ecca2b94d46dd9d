import { timingSafeEqual } from "node:crypto";
import type { Instant } from "../../../model/instant.ts";
import { digestOf } from "./token.ts";
import type { TokenEntry } from "./token-file.ts";

/** What a token that was shown stands for. */
export type TokenVerdict =
  | { readonly kind: "valid"; readonly name: string }
  | { readonly kind: "expired"; readonly name: string }
  | { readonly kind: "unknown" };

/** The tokens in force. */
export interface Tokens {
  /** Takes as long for a token that is nearly right as for one that is not. */
  verify(token: string, now: Instant): TokenVerdict;
}

/**
 * Compares the hash of a token with that of every entry, whether one was right already or not. That of an expired entry counts
 * only where no other is right.
 */
export function verifyAmong(
  entries: readonly TokenEntry[],
  token: string,
  now: Instant,
): TokenVerdict {
  const digest = digestOf(token);
  const right = entries.filter((entry) =>
    timingSafeEqual(entry.digest, digest),
  );
  const live = right.find(
    ({ expires }) => expires === undefined || now < expires,
  );
  if (live !== undefined) return { kind: "valid", name: live.name };
  const [expired] = right;
  return expired === undefined
    ? { kind: "unknown" }
    : { kind: "expired", name: expired.name };
}
