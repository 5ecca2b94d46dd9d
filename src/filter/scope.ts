import type { Slots } from "./slots.ts";
import type { Term } from "./term.ts";

/** The meaning of the names in an expression. */
export interface Scope {
  readonly slots: Slots;
  /** The variables of the lambdas around the expression. */
  readonly variables: ReadonlyMap<string, Term>;
}
