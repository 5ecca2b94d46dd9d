import type { ASTNode } from "@marcbachmann/cel-js";
import type { Condition } from "../tree/policy-tree.ts";
import type { Scope } from "../tree/scope.ts";
import { pathOf } from "./path.ts";

/** What every ALLOW must ask for. */
export const SAME_ORGANIZATION = "R.attr.organization == P.attr.organization";

/**
 * Whether a condition cannot hold where the organizations of resource and principal differ: the comparison is the condition,
 * or one of the parts that must hold together. Not one of several that suffice, nor within a negation or a macro.
 */
export function asksForOrganization(
  condition: Condition | undefined,
  scope: Scope,
): boolean {
  switch (condition?.kind) {
    case "expr": {
      const { ast } = condition.expression;
      return ast !== undefined && compares(ast, scope, new Set());
    }
    case "all":
      return condition.of.some((each) => asksForOrganization(each, scope));
    case "any":
    case "none":
    case undefined:
      return false;
  }
}

function compares(
  node: ASTNode,
  scope: Scope,
  followed: ReadonlySet<string>,
): boolean {
  if (node.op === "&&") {
    return node.args.some((each) => compares(each, scope, followed));
  }
  if (node.op === "==") {
    const [left, right] = node.args.map((each) => meaningOf(each, scope));
    return (
      (left === "R.attr.organization" && right === "P.attr.organization") ||
      (left === "P.attr.organization" && right === "R.attr.organization")
    );
  }
  const [root, name, ...rest] = pathOf(node) ?? [];
  if (root !== "V" || name === undefined || rest.length > 0) return false;
  const ast = scope.variables.get(name)?.expression.ast;
  if (ast === undefined || followed.has(name)) return false;
  return compares(ast, scope, new Set([...followed, name]));
}

function meaningOf(node: ASTNode, scope: Scope): string | undefined {
  const path = pathOf(node);
  return path && scope.meanings(path).at(-1)?.join(".");
}
