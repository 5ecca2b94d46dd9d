import type { Term } from "../term.ts";
import type { Operator } from "./operator.ts";

/** The conditional operator, and lists whose elements are not all constant. */
export const CONSTRUCTION: ReadonlyMap<string, Operator> = new Map([
  ["if", conditional],
  ["list", list],
]);

function conditional([
  condition,
  then,
  otherwise,
  ...more
]: readonly Term[]): ReturnType<Operator> {
  if (!condition || !then || !otherwise || more.length > 0) return undefined;
  return {
    evaluate(values) {
      const holds = condition.evaluate(values);
      if (holds === true) return then.evaluate(values);
      return holds === false ? otherwise.evaluate(values) : undefined;
    },
    isBoolean: then.isBoolean && otherwise.isBoolean,
  };
}

function list(operands: readonly Term[]): ReturnType<Operator> {
  return {
    evaluate(values) {
      const elements: unknown[] = [];
      for (const { evaluate } of operands) {
        const element = evaluate(values);
        if (element === undefined) return undefined;
        elements.push(element);
      }
      return elements;
    },
    isTotal: operands.every(({ isTotal }) => isTotal),
  };
}
