import type { OwnKind } from "./own-kind.ts";

/** The kinds whose nouns have no plural. */
const UNCOUNTED: readonly string[] = ["content"] satisfies OwnKind[];

/** The noun for a kind in a sentence, such as "audit log" for `audit_log`. */
export function nounFor(kind: string): string {
  return kind.replaceAll("_", " ");
}

/** The plural noun for a kind, such as "derived properties". */
export function nounsFor(kind: string): string {
  const noun = nounFor(kind);
  if (UNCOUNTED.includes(kind) || noun.endsWith("s")) return noun;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
