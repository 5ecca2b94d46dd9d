import type { ASTNode } from "@marcbachmann/cel-js";

/**
 * The names that lead to a value: `["R", "attr", "project"]` for `R.attr.project`, in any spelling.
 *
 * The first name is `R`, `P`, `V`, `C` or any other identifier.
 */
export type Path = readonly string[];

/** Stands for any one item of a list. */
export const ITEM = "[]";

/** The paths that the variables of macros stand for; undefined if it is not a path. */
export type Locals = ReadonlyMap<string, Path | undefined>;

export const NO_LOCALS: Locals = new Map();

/** The path of an expression, if it is only a path. */
export function pathOf(
  node: ASTNode,
  locals: Locals = NO_LOCALS,
): Path | undefined {
  if (node.op === "id") {
    return locals.has(node.args)
      ? locals.get(node.args)
      : normalize([node.args]);
  }
  if (node.op === "." || node.op === ".?") {
    const base = pathOf(node.args[0], locals);
    return base && normalize([...base, node.args[1]]);
  }
  if (node.op === "[]" || node.op === "[?]") {
    const [of, key] = node.args;
    const base = pathOf(of, locals);
    if (base === undefined || key.op !== "value") return undefined;
    return normalize([...base, typeof key.args === "string" ? key.args : ITEM]);
  }
  return undefined;
}

const SHORT = new Map([
  ["request.resource", "R"],
  ["request.principal", "P"],
  ["variables", "V"],
  ["constants", "C"],
]);

function normalize(path: Path): Path {
  const short = SHORT.get(path.join("."));
  return short === undefined ? path : [short];
}
