import type { Principal } from "../access/principal.ts";
import { MAX_ACTIONS } from "../pdp/pdp.ts";
import type { Question } from "../decision/decide.ts";

/** A message to the PDP may have 4 MiB; the sizes below are upper bounds, and this leaves room for what they leave out. */
const MAX_BYTES = 3.5 * 1024 * 1024;

/** What a name, a number or an empty list takes at most, beside the text in it. */
const OVERHEAD = 16;

/** Splits questions, in their order, into requests that a PDP accepts. Source: `docs/model.md`, "Limits". */
export function splitByLimits(
  principal: Principal,
  questions: readonly Question[],
): readonly (readonly Question[])[] {
  if (questions.length <= 1) return [questions];
  const base = sizeOf(principal.attr);
  const requests: Question[][] = [];
  let current: Question[] = [];
  let bytes = base;
  for (const question of questions) {
    const size =
      sizeOf(question.resource.attr) + question.resource.id.length * 3;
    if (
      current.length === MAX_ACTIONS ||
      (current.length > 0 && bytes + size > MAX_BYTES)
    ) {
      requests.push(current);
      current = [];
      bytes = base;
    }
    current.push(question);
    bytes += size;
  }
  requests.push(current);
  return requests;
}

/** The most bytes that a value takes in a request. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return OVERHEAD + value.length * 3;
  if (typeof value !== "object" || value === null) return OVERHEAD;
  let size = OVERHEAD;
  if (Array.isArray(value)) {
    for (const each of value) size += sizeOf(each);
    return size;
  }
  for (const [name, each] of Object.entries(value)) {
    size += OVERHEAD + name.length * 3 + sizeOf(each);
  }
  return size;
}
