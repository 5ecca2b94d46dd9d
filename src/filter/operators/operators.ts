import { ARITHMETIC } from "./arithmetic.ts";
import { COMPARISON } from "./comparison.ts";
import { CONSTRUCTION } from "./construction.ts";
import { LISTS } from "./lists.ts";
import { LOGIC } from "./logic.ts";
import { MEMBERSHIP } from "./membership.ts";
import type { Operator } from "./operator.ts";
import { TEXT } from "./text.ts";

/** Every operator that is evaluated exactly as the PDP does, but for the macros. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...LOGIC,
  ...COMPARISON,
  ...MEMBERSHIP,
  ...LISTS,
  ...TEXT,
  ...ARITHMETIC,
  ...CONSTRUCTION,
]);
