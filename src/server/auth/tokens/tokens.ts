import { timingSafeEqual } from "node:crypto";
import type { Instant } from "../../../model/instant.ts";
import { digestOf } from "./token.ts";
import type { TokenEntry } from "./token-file.ts";

/** The result of checking a token. */
type TokenVerdict =
  | { readonly kind: "valid"; readonly name: string }
  | { readonly kind: "expired"; readonly name: string }
  | { readonly kind: "unknown" };

/** The tokens in force. */
export interface Tokens {
  /** Checks a token. It takes as long for a nearly valid token as for any other. */
  verify(token: string, now: Instant): TokenVerdict;
}

/**
 * Compares the hash of a token with all entries, even after one has matched. An expired entry counts only if no other
 * entry matches.
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
