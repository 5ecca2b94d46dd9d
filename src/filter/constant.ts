import type { Term } from "./term.ts";

export function constantTerm(value: unknown): Term {
  return {
    evaluate: () => value,
    operands: [],
    constant: { value },
    isBoolean: typeof value === "boolean",
    isTotal: true,
    mayBeInt: hasInteger(value),
  };
}

function hasInteger(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(hasInteger)
    : Number.isInteger(value);
}
