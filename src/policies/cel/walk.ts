import type { ASTNode } from "@marcbachmann/cel-js";
import { ITEM, type Locals, NO_LOCALS, pathOf } from "./path.ts";

/** Visits a part of an expression. Returns whether to visit the parts of that part too. */
export type Visitor = (node: ASTNode, locals: Locals) => boolean;

/** Visits an expression from the outside in, with the paths that the variables of macros stand for. */
export function walk(
  node: ASTNode,
  visit: Visitor,
  locals: Locals = NO_LOCALS,
): void {
  if (!visit(node, locals)) return;
  const macro = macroOf(node);
  if (macro === undefined) {
    for (const child of childrenOf(node)) walk(child, visit, locals);
    return;
  }
  const { over, variables, isItem, body } = macro;
  walk(over, visit, locals);
  const path = pathOf(over, locals);
  const inner = new Map(locals);
  for (const name of variables) inner.set(name, undefined);
  // The last variable is the value. One before it is the index or the key.
  const last = variables.at(-1);
  if (last !== undefined && path !== undefined) {
    inner.set(last, isItem ? [...path, ITEM] : path);
  }
  for (const child of body) walk(child, visit, inner);
}

/** Whether `test` holds for a part of the expression. */
export function contains(
  node: ASTNode,
  test: (node: ASTNode) => boolean,
): boolean {
  let found = false;
  walk(node, (each) => {
    found ||= test(each);
    return !found;
  });
  return found;
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    case "list":
    case "?:":
    case "||":
    case "&&":
    case "[]":
    case "[?]":
    case "in":
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return node.args;
  }
}

interface Macro {
  /** The expression that the variables come from. */
  readonly over: ASTNode;
  readonly variables: readonly string[];
  /** Whether the last variable is each item of that expression in turn, or all of it. */
  readonly isItem: boolean;
  readonly body: readonly ASTNode[];
}

function macroOf(node: ASTNode): Macro | undefined {
  if (node.op !== "rcall") return undefined;
  const [name, receiver, args] = node.args;
  if (name === "bind" && receiver.op === "id" && receiver.args === "cel") {
    const [variable, over, ...body] = args;
    if (variable?.op !== "id" || over === undefined) return undefined;
    return { over, variables: [variable.args], isItem: false, body };
  }
  const names = args.slice(0, countVariables(name, args.length));
  const variables = names.flatMap((each) =>
    each.op === "id" ? [each.args] : [],
  );
  if (names.length === 0 || variables.length < names.length) return undefined;
  const body = args.slice(names.length);
  return { over: receiver, variables, isItem: true, body };
}

function countVariables(name: string, args: number): number {
  switch (name) {
    case "all":
    case "exists":
    case "exists_one":
    case "existsOne":
      return args - 1;
    case "map":
    case "filter":
    case "sortBy":
      return 1;
    case "transformList":
    case "transformMap":
    case "transformMapEntry":
      return 2;
    default:
      return 0;
  }
}
