import type { ASTNode } from "@marcbachmann/cel-js";
import type { Scope } from "../tree/scope.ts";
import { pathOf } from "./path.ts";

/**
 * The leaves of an expression, after variables are followed and nodes are split by `split`. Each node is visited once.
 */
export function leavesOf(
  ast: ASTNode,
  scope: Scope,
  split: (node: ASTNode) => readonly ASTNode[] | undefined,
): readonly ASTNode[] {
  const leaves: ASTNode[] = [];
  const nodes = new Set([ast]);
  // The loop also visits elements that are added meanwhile.
  for (const node of nodes) {
    const meaning = meaningOf(node, scope);
    const parts = meaning === undefined ? split(node) : [meaning];
    if (parts === undefined) leaves.push(node);
    else for (const part of parts) nodes.add(part);
  }
  return leaves;
}

/** The expressions that an expression can result in, by both ways of each `?:`. */
export function outcomesOf(ast: ASTNode, scope: Scope): readonly ASTNode[] {
  return leavesOf(ast, scope, ({ op, args }) =>
    op === "?:" ? args.slice(1) : undefined,
  );
}

/** The expression of a variable; undefined for other nodes. */
function meaningOf(node: ASTNode, scope: Scope): ASTNode | undefined {
  const [root, name, ...rest] = pathOf(node) ?? [];
  if (root !== "V" || name === undefined || rest.length > 0) return undefined;
  return scope.variables.get(name)?.expression.ast;
}
