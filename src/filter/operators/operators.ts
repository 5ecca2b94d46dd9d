import { ARITHMETIC } from "./arithmetic.ts";
import { COMPARISON } from "./comparison.ts";
import { CONSTRUCTION } from "./construction.ts";
import { LISTS } from "./lists.ts";
import { LOGIC } from "./logic.ts";
import { MEMBERSHIP } from "./membership.ts";
import type { Operator } from "./operator.ts";
import { TEXT } from "./text.ts";

/** The operators that are evaluated exactly as the PDP does. Macros, `index` and `struct` are compiled separately. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...LOGIC,
  ...COMPARISON,
  ...MEMBERSHIP,
  ...LISTS,
  ...TEXT,
  ...ARITHMETIC,
  ...CONSTRUCTION,
]);
