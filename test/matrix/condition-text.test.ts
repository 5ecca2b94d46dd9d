import {
  PlanExpression,
  type PlanExpressionOperand,
  PlanExpressionValue,
  PlanExpressionVariable,
  type Value,
} from "@cerbos/core";
import { expect, it } from "vitest";
import { conditionText } from "../../src/matrix/condition-text.ts";

const is = (operator: string, ...operands: PlanExpressionOperand[]) =>
  new PlanExpression(operator, operands);
const attr = (name: string) =>
  new PlanExpressionVariable(`request.resource.attr.${name}`);
const value = (of: Value) => new PlanExpressionValue(of);
const me = value("me@acme.example");

it.each<[PlanExpressionOperand, string]>([
  [attr("published"), "published"],
  [is("not", attr("published")), "not published"],
  [is("eq", attr("access"), value("everyone")), "access is everyone"],
  [is("ne", attr("role"), value("admin")), "role is not admin"],
  [is("eq", attr("owner"), me), "owner is the principal"],
  [is("eq", me, attr("owner")), "owner is the principal"],
  [is("in", me, attr("editors")), "the principal is in editors"],
  [
    is("in", attr("type"), value(["chart", "cohort"])),
    "type is in [chart, cohort]",
  ],
  [is("gt", attr("adminCount"), value(1)), "adminCount > 1"],
  [is("le", attr("adminCount"), value(3)), "adminCount <= 3"],
  [is("and", attr("a"), is("and", attr("b"), attr("c"))), "a and b and c"],
  [is("and", attr("a"), is("or", attr("b"), attr("c"))), "a and (b or c)"],
  [is("or", is("and", attr("a"), attr("b")), attr("c")), "(a and b) or c"],
  [is("not", is("or", attr("a"), attr("b"))), "not (a or b)"],
  [is("startsWith", attr("name"), value("x")), "startsWith(name, x)"],
  [is("eq", attr("published"), value(false)), "published is false"],
  [is("lt", attr("size"), value(3)), "size < 3"],
  [is("ge", attr("size"), value(3)), "size >= 3"],
  [is("not", is("eq", attr("s"), value("x"))), "not (s is x)"],
  [
    is("eq", is("in", attr("a"), attr("b")), value(true)),
    "(a is in b) is true",
  ],
  [is("eq", attr("s"), value("true")), 's is "true"'],
  [is("eq", attr("s"), value("")), 's is ""'],
  [is("eq", attr("s"), value("the principal")), 's is "the principal"'],
  [is("eq", attr("s"), value("a or b")), 's is "a or b"'],
  [new PlanExpressionVariable("request.resource.id"), "resource.id"],
])("case %#", (condition, text) => {
  expect(conditionText(condition, "me@acme.example")).toBe(text);
});
