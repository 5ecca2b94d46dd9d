import type { ASTNode } from "@marcbachmann/cel-js";
import { pathOf } from "../../cel/path.ts";
import { type Check } from "../finding.ts";
import { problemAt } from "../../tree/position.ts";
import type { Scope } from "../../tree/scope.ts";
import { scopeOf } from "../../tree/use.ts";

/** Where a condition is in the way of somebody whose role would do, the decision says so with a code. */
export const missingRefusalCode: Check = {
  name: "missing-refusal-code",
  *find(tree) {
    for (const policy of tree.policies) {
      const scope = scopeOf(tree, policy);
      for (const { effect, condition, conditionNotMet } of policy.rules) {
        if (effect === "deny" || condition === undefined) continue;
        const ast = conditionNotMet?.ast;
        if (ast !== undefined && givesCode(ast, scope)) continue;
        yield problemAt(
          conditionNotMet ?? condition,
          `Where the condition does not hold, nothing says why. Give a code with output.when.conditionNotMet, such as '{"code": "not_an_owner"}'.`,
        );
      }
    }
  },
};

/** Whether it is a mapping with a code in it, whatever it depends on. */
function givesCode(ast: ASTNode, scope: Scope): boolean {
  const parts = new Set([ast]);
  let isThere = false;
  for (const node of parts) {
    const [root, name, ...rest] = pathOf(node) ?? [];
    const meaning =
      root === "V" && name !== undefined && rest.length === 0
        ? scope.variables.get(name)?.expression.ast
        : undefined;
    if (meaning !== undefined) {
      parts.add(meaning);
    } else if (node.op === "?:") {
      const [, yes, no] = node.args;
      parts.add(yes).add(no);
    } else if (hasCode(node)) {
      isThere = true;
    } else {
      return false;
    }
  }
  return isThere;
}

function hasCode(node: ASTNode): boolean {
  return (
    node.op === "map" &&
    node.args.some(
      ([key, value]) =>
        key.op === "value" && key.args === "code" && isText(value),
    )
  );
}

/** Only of what is written out is it known that it is no text. */
function isText(node: ASTNode): boolean {
  if (node.op !== "value") return true;
  return typeof node.args === "string" && node.args !== "";
}
