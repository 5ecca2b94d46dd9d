import {
  PlanExpression,
  type PlanExpressionOperand,
  PlanExpressionValue,
  PlanExpressionVariable,
  type Value,
} from "@cerbos/core";

/** A part of a plan, as Cerbos would give it. */
export function is(
  operator: string,
  ...operands: readonly PlanExpressionOperand[]
): PlanExpression {
  return new PlanExpression(operator, [...operands]);
}

export function variable(name: string): PlanExpressionVariable {
  return new PlanExpressionVariable(name);
}

export function attr(name: string): PlanExpressionVariable {
  return variable(`request.resource.attr.${name}`);
}

export function value(of: Value): PlanExpressionValue {
  return new PlanExpressionValue(of);
}

/** A part of a plan as text, such as `(eq request.resource.attr.x "a")`. */
export function textOf(operand: PlanExpressionOperand): string {
  if (operand instanceof PlanExpression) {
    return `(${[operand.operator, ...operand.operands.map(textOf)].join(" ")})`;
  }
  return operand instanceof PlanExpressionVariable
    ? operand.name
    : JSON.stringify(operand.value);
}
