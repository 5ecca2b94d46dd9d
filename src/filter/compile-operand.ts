import {
  PlanExpression,
  type PlanExpressionOperand,
  PlanExpressionValue,
  PlanExpressionVariable,
} from "@cerbos/core";
import { constantTerm } from "./constant.ts";
import { type Macro, MACROS } from "./operators/macros.ts";
import type { Application } from "./operators/operator.ts";
import { OPERATORS } from "./operators/operators.ts";
import type { Term } from "./term.ts";
import { reasonAgainst } from "./unsupported-operators.ts";
import { UnsupportedPlanError } from "./unsupported-plan-error.ts";
import { indexedTerm, type Scope, variableTerm } from "./variable.ts";

/** @throws {UnsupportedPlanError} */
export function compileOperand(
  operand: PlanExpressionOperand,
  scope: Scope,
): Term {
  if (operand instanceof PlanExpressionValue) {
    return constantTerm(operand.value);
  }
  return operand instanceof PlanExpressionVariable
    ? variableTerm(operand.name, scope)
    : compileExpression(operand, scope);
}

function compileExpression(expression: PlanExpression, scope: Scope): Term {
  const { operator } = expression;
  const macro = MACROS.get(operator);
  if (macro !== undefined) return compileMacro(macro, expression, scope);
  switch (operator) {
    case "index":
      return indexedTerm(expression, scope);
    case "struct":
      return compileStruct(expression, scope);
    default:
      return compileCall(expression, scope);
  }
}

function compileCall(
  { operator, operands }: PlanExpression,
  scope: Scope,
): Term {
  const apply = OPERATORS.get(operator);
  if (apply === undefined) {
    throw new UnsupportedPlanError(operator, reasonAgainst(operator));
  }
  const terms = operands.map((each) => compileOperand(each, scope));
  const application = apply(terms);
  if (application === undefined) throw wrongShape(operator);
  if (!terms.every(({ constant }) => constant !== undefined)) {
    return term(operator, terms, application);
  }
  if (operator === "list") return constantTerm(application.evaluate([]));
  throw new UnsupportedPlanError(
    operator,
    "has only constants as operands, and the planner could not evaluate it",
  );
}

function compileMacro(
  macro: Macro,
  { operator, operands: [range, lambda, ...more] }: PlanExpression,
  scope: Scope,
): Term {
  if (
    range === undefined ||
    !(lambda instanceof PlanExpression) ||
    more.length > 0
  ) {
    throw wrongShape(operator);
  }
  const [body, variable, second] = lambda.operands;
  if (
    body === undefined ||
    !(variable instanceof PlanExpressionVariable) ||
    // In a lambda, the planner gives names such as R the meaning that they have outside of it.
    variable.name.includes(".") ||
    variable.name === "request" ||
    second !== undefined
  ) {
    throw wrongShape(operator);
  }
  const over = compileOperand(range, scope);
  const slot = scope.slots.variable();
  const element: Term = {
    evaluate: (values) => values[slot],
    operands: [],
    name: variable.name,
    isBoolean: false,
    isTotal: false,
    mayBeInt: over.mayBeInt,
  };
  const inner = compileOperand(body, {
    ...scope,
    variables: new Map([...scope.variables, [variable.name, element]]),
  });
  return term(operator, [over, inner], macro(over, inner, slot));
}

/** A map with constant keys. */
function compileStruct({ operands }: PlanExpression, scope: Scope): Term {
  const fields = operands.map((field) => {
    const [key, value] = field instanceof PlanExpression ? field.operands : [];
    if (
      !(key instanceof PlanExpressionValue) ||
      typeof key.value !== "string" ||
      value === undefined
    ) {
      throw wrongShape("struct");
    }
    return [key.value, compileOperand(value, scope)] as const;
  });
  if (new Set(fields.map(([key]) => key)).size < fields.length) {
    throw wrongShape("struct");
  }
  const terms = fields.map(([, value]) => value);
  if (terms.every(({ constant }) => constant !== undefined)) {
    return constantTerm(
      Object.fromEntries(
        fields.map(([key, { constant }]) => [key, constant?.value]),
      ),
    );
  }
  return term("struct", terms, {
    evaluate(values) {
      const map: [string, unknown][] = [];
      for (const [key, { evaluate }] of fields) {
        const value = evaluate(values);
        if (value === undefined) return undefined;
        map.push([key, value]);
      }
      return Object.fromEntries(map);
    },
  });
}

function term(
  operator: string,
  operands: readonly Term[],
  application: Application,
): Term {
  const { isBoolean = false } = application;
  return {
    isBoolean,
    isTotal: false,
    mayBeInt: !isBoolean && operands.some(({ mayBeInt }) => mayBeInt),
    ...application,
    operator,
    operands,
  };
}

function wrongShape(operator: string): UnsupportedPlanError {
  return new UnsupportedPlanError(
    operator,
    "has operands that are not evaluated here",
  );
}
