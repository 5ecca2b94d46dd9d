import type { Slots } from "./slots.ts";
import type { Term } from "./term.ts";

/** What the names in an expression stand for. */
export interface Scope {
  readonly slots: Slots;
  /** The variables of the lambdas around it. */
  readonly variables: ReadonlyMap<string, Term>;
}
