import type { ASTNode } from "@marcbachmann/cel-js";
import type { Scope } from "../tree/scope.ts";
import { pathOf } from "./path.ts";

/**
 * What an expression comes down to: variables are followed, and what `split` takes apart is taken apart. Each is looked at once,
 * however deep it goes.
 */
export function leavesOf(
  ast: ASTNode,
  scope: Scope,
  split: (node: ASTNode) => readonly ASTNode[] | undefined,
): readonly ASTNode[] {
  const leaves: ASTNode[] = [];
  const nodes = new Set([ast]);
  // What is added on the way is visited too.
  for (const node of nodes) {
    const meaning = meaningOf(node, scope);
    const parts = meaning === undefined ? split(node) : [meaning];
    if (parts === undefined) leaves.push(node);
    else for (const part of parts) nodes.add(part);
  }
  return leaves;
}

/** What an expression can come to, by either way of each `?:`. */
export function outcomesOf(ast: ASTNode, scope: Scope): readonly ASTNode[] {
  return leavesOf(ast, scope, ({ op, args }) =>
    op === "?:" ? args.slice(1) : undefined,
  );
}

/** What a variable stands for; nothing for anything else. */
function meaningOf(node: ASTNode, scope: Scope): ASTNode | undefined {
  const [root, name, ...rest] = pathOf(node) ?? [];
  if (root !== "V" || name === undefined || rest.length > 0) return undefined;
  return scope.variables.get(name)?.expression.ast;
}
