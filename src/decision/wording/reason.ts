import type { Kind } from "../../policies/catalog.ts";
import { printable } from "../../util/quote.ts";
import { allowSentence } from "./allow.ts";
import { refusalSentence } from "./refusal.ts";
import type { Unexplained } from "./words.ts";

/** The most characters of a sentence. */
const LONGEST = 1_000;

/**
 * One sentence that explains a decision.
 *
 * @param ruleReason the sentence of the rule that refuses the action, if it gives one
 */
export function reasonOf(
  decision: Unexplained,
  kind: Kind,
  ruleReason?: string,
): string {
  const reason = decision.allowed
    ? allowSentence(decision, kind)
    : ruleReason === undefined
      ? refusalSentence(decision, kind)
      : printable(ruleReason);
  // An id in the request may be of any length.
  return reason.length > LONGEST
    ? `${reason.slice(0, LONGEST).toWellFormed()}…`
    : reason;
}
