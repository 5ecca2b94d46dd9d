import type { ASTNode } from "@marcbachmann/cel-js";
import type { Condition } from "../tree/policy-tree.ts";
import type { Scope } from "../tree/scope.ts";
import { leavesOf } from "./outcomes.ts";
import { pathOf } from "./path.ts";

/** The comparison that every ALLOW must require. */
export const SAME_ORGANIZATION = "R.attr.organization == P.attr.organization";

/**
 * Whether a condition can hold only if the organizations of resource and principal are the same: the comparison is the
 * condition, or one of the parts that must all hold. A comparison among alternatives, in a negation or in a macro does
 * not count.
 */
export function asksForOrganization(
  condition: Condition | undefined,
  scope: Scope,
): boolean {
  switch (condition?.kind) {
    case "expr": {
      const { ast } = condition.expression;
      return ast !== undefined && compares(ast, scope);
    }
    case "all":
      return condition.of.some((each) => asksForOrganization(each, scope));
    case "any":
    case "none":
    case undefined:
      return false;
  }
}

/** Whether one of the parts that must all hold is the comparison. */
function compares(ast: ASTNode, scope: Scope): boolean {
  const parts = leavesOf(ast, scope, ({ op, args }) =>
    op === "&&" ? args : undefined,
  );
  return parts.some(({ op, args }) => {
    if (op !== "==") return false;
    const [left, right] = args.map((each) => meaningOf(each, scope));
    return (
      (left === "R.attr.organization" && right === "P.attr.organization") ||
      (left === "P.attr.organization" && right === "R.attr.organization")
    );
  });
}

function meaningOf(node: ASTNode, scope: Scope): string | undefined {
  const path = pathOf(node);
  return path && scope.meanings(path).at(-1)?.join(".");
}
