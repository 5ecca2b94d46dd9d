import {
  type PlanExpression,
  PlanExpressionValue,
  PlanExpressionVariable,
} from "@cerbos/core";
import { valueAtPath } from "./value-at-path.ts";
import type { Slots } from "./slots.ts";
import type { Term } from "./term.ts";
import { UnsupportedPlanError } from "./unsupported-plan-error.ts";

/** The meaning of the names in an expression. */
export interface Scope {
  readonly slots: Slots;
  /** The variables of the lambdas around the expression. */
  readonly variables: ReadonlyMap<string, Term>;
}

const ATTRIBUTES = "request.resource.attr";

/**
 * The variable of a lambda, an attribute, or a value inside one of them.
 *
 * @throws {UnsupportedPlanError}
 */
export function variableTerm(name: string, scope: Scope): Term {
  const names = name.split(".");
  const variable = scope.variables.get(names[0] ?? "");
  if (variable !== undefined) return inside(variable, name, names);
  if (name === "request.resource.id") {
    return attributeTerm("id", scope.slots.id());
  }
  if (name.startsWith(`${ATTRIBUTES}.`)) {
    // No name in the path contains a dot, because such names can only be looked up with [ ].
    const path = name.slice(ATTRIBUTES.length + 1);
    return attributeTerm(path, scope.slots.attribute(path.split(".")));
  }
  throw new UnsupportedPlanError(name, "is not an attribute of the resource");
}

/**
 * An attribute that is looked up with `[ ]`, because its name is not an identifier.
 *
 * @throws {UnsupportedPlanError} if anything else is looked up, because it may be missing and no schema prevents that
 */
export function indexedTerm(
  { operands: [map, key] }: PlanExpression,
  { slots }: Scope,
): Term {
  if (
    map instanceof PlanExpressionVariable &&
    map.name === ATTRIBUTES &&
    key instanceof PlanExpressionValue &&
    typeof key.value === "string"
  ) {
    return attributeTerm(key.value, slots.attribute([key.value]));
  }
  throw new UnsupportedPlanError(
    "index",
    "looks up a value that may be missing",
  );
}

function attributeTerm(name: string, slot: number): Term {
  return {
    evaluate: (values) => values[slot],
    operands: [],
    name,
    slot,
    isBoolean: false,
    isTotal: true,
    mayBeInt: false,
  };
}

/** The value at a path in a lambda's variable. */
function inside(
  variable: Term,
  name: string,
  [first = "", ...path]: readonly string[],
): Term {
  const { evaluate } = variable;
  return path.length === 0
    ? variable
    : {
        ...variable,
        name,
        evaluate: (values) => valueAtPath(path, evaluate(values), first),
      };
}
