import type { Problem } from "../tree/position.ts";

/** A problem with the name of the lint rule that found it. */
export interface Finding extends Problem {
  readonly check: string;
}
