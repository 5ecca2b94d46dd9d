import { UnsuitableAttributeError } from "../attribute-errors.ts";
import { isObject } from "../cel/json.ts";
import { type Evaluate, namesIn, type Term } from "../term.ts";
import type { Application } from "./operator.ts";

/**
 * A macro of CEL. It applies a lambda to each element of a list or each key of a map.
 *
 * Its last argument is the slot of the lambda's variable.
 */
export type Macro = (range: Term, lambda: Term, slot: number) => Application;

/** `filter` is missing, because plans write `map(x, p, t)` like `filter(x, p)` if `t` is a variable or a field. */
export const MACROS: ReadonlyMap<string, Macro> = new Map([
  ["exists", deciding(true)],
  ["all", deciding(false)],
  ["exists_one", existsOne],
  ["map", map],
]);

/** If one element decides, others may be errors. */
function deciding(decisive: boolean): Macro {
  return ({ evaluate: range }, { evaluate: lambda }, slot) => ({
    evaluate(values) {
      const items = itemsOf(range(values));
      if (items === undefined) return undefined;
      let result: boolean | undefined = !decisive;
      for (const item of items) {
        values[slot] = item;
        const value = lambda(values);
        if (value === decisive) return decisive;
        if (value !== !decisive) result = undefined;
      }
      return result;
    },
    isBoolean: true,
    mayBeInt: false,
  });
}

function existsOne(
  { evaluate: range }: Term,
  { evaluate: lambda }: Term,
  slot: number,
): Application {
  return {
    evaluate(values) {
      const items = itemsOf(range(values));
      if (items === undefined) return undefined;
      let count = 0;
      for (const item of items) {
        values[slot] = item;
        const value = lambda(values);
        if (typeof value !== "boolean") return undefined;
        if (value) count++;
      }
      return count === 1;
    },
    isBoolean: true,
    mayBeInt: false,
  };
}

/** Not for maps: their keys have no order, so even the PDP does not give the same list each time. */
function map(
  range: Term,
  { evaluate: lambda, mayBeInt }: Term,
  slot: number,
): Application {
  const evaluate: Evaluate = (values) => {
    const items = range.evaluate(values);
    if (isObject(items)) {
      throw new UnsuitableAttributeError(
        namesIn(range),
        "cannot be evaluated: the keys of a map have no order, and the condition makes a list of them",
      );
    }
    if (!Array.isArray(items)) return undefined;
    const results: unknown[] = [];
    for (const item of items) {
      values[slot] = item;
      const result = lambda(values);
      if (result === undefined) return undefined;
      results.push(result);
    }
    return results;
  };
  return { evaluate, mayBeInt };
}

function itemsOf(range: unknown): readonly unknown[] | undefined {
  if (Array.isArray(range)) return range as unknown[];
  return isObject(range) ? Object.keys(range) : undefined;
}
