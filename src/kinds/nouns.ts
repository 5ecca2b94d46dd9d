import type { OwnKind } from "./own-kind.ts";

/** The kinds whose names say how much, not how many. */
const UNCOUNTED: readonly string[] = ["content"] satisfies OwnKind[];

/** What a kind is called in a sentence, such as "audit log" for `audit_log`. */
export function nounFor(kind: string): string {
  return kind.replaceAll("_", " ");
}

/** What several of a kind are called, such as "derived properties". */
export function nounsFor(kind: string): string {
  const noun = nounFor(kind);
  if (UNCOUNTED.includes(kind) || noun.endsWith("s")) return noun;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
