import { contains, isContainer } from "../cel/contains.ts";
import { equal } from "../cel/equal.ts";
import { isPrimitive } from "../cel/json.ts";
import type { Evaluate, Term } from "../term.ts";
import { binary, ofTwo, type Operator } from "./operator.ts";

export const MEMBERSHIP: ReadonlyMap<string, Operator> = new Map([
  [
    "in",
    binary((item, container) => ({
      evaluate:
        inConstants(item, container) ??
        ofConstant(item, container) ??
        amongOperands(item, container) ??
        ofTwo(item, container, (value, within) => contains(within, value)),
      isBoolean: true,
      isTotal: item.isTotal && isAlwaysContainer(container),
      fails: failsByContainer(item, container),
    })),
  ],
]);

function isAlwaysContainer({ constant, operator, isTotal }: Term): boolean {
  return constant === undefined
    ? operator === "list" && isTotal
    : isContainer(constant.value);
}

/** An attribute in a constant list, such as the principal's projects. */
function inConstants({ slot }: Term, { constant }: Term): Evaluate | undefined {
  const list: unknown = constant?.value;
  // For primitives, the equality of a Set is that of CEL. Lists and maps are never found in it, and equal no primitive.
  if (slot === undefined || !Array.isArray(list) || !list.every(isPrimitive)) {
    return undefined;
  }
  const [first, second] = list;
  if (list.length === 2) {
    return (values) => {
      const value = values[slot];
      return value === first || value === second;
    };
  }
  const set = new Set<unknown>(list);
  return (values) => set.has(values[slot]);
}

/** A constant, such as the principal's id, in an attribute. */
function ofConstant({ constant }: Term, { slot }: Term): Evaluate | undefined {
  if (slot === undefined || constant === undefined) return undefined;
  const { value } = constant;
  if (!isPrimitive(value)) return undefined;
  return (values) => {
    const container = values[slot];
    return Array.isArray(container)
      ? container.includes(value)
      : contains(container, value);
  };
}

/** An item in a list whose elements are expressions. The list itself need not be built. */
function amongOperands(item: Term, list: Term): Evaluate | undefined {
  if (list.operator !== "list" || !list.isTotal || !item.isTotal) {
    return undefined;
  }
  const elements = list.operands.map(({ evaluate }) => evaluate);
  return (values) => {
    const value = item.evaluate(values);
    for (const element of elements) {
      if (equal(element(values), value)) return true;
    }
    return false;
  };
}

function failsByContainer({ isTotal }: Term, { slot }: Term): Term["fails"] {
  return isTotal && slot !== undefined
    ? (values) => !isContainer(values[slot])
    : undefined;
}
