import type { ASTNode } from "@marcbachmann/cel-js";
import { outcomesOf } from "../../cel/outcomes.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import type { Scope } from "../../tree/scope.ts";
import { scopeOf } from "../../tree/imports.ts";

/** If only a condition stands in the way, and not the role, the decision must say that with a code. */
export const missingRefusalCode: LintRule = {
  meta: {
    name: "missing-refusal-code",
    category: "decisions",
    forbids: "a condition without a code",
    why: "people could not be told why",
  },
  *find(tree) {
    for (const policy of tree.policies) {
      const scope = scopeOf(tree, policy);
      for (const { effect, condition, conditionNotMet } of policy.rules) {
        if (effect === "deny" || condition === undefined) continue;
        const ast = conditionNotMet?.ast;
        if (ast !== undefined && givesCode(ast, scope)) continue;
        yield problemAt(
          conditionNotMet ?? condition,
          `If the condition does not hold, nothing says why. Give a code with output.when.conditionNotMet, such as '{"code": "not_an_owner"}'.`,
        );
      }
    }
  },
};

/** Whether all results of the expression are mappings with a code. */
function givesCode(ast: ASTNode, scope: Scope): boolean {
  const outcomes = outcomesOf(ast, scope);
  return outcomes.length > 0 && outcomes.every((node) => hasCode(node, scope));
}

function hasCode(node: ASTNode, scope: Scope): boolean {
  return (
    node.op === "map" &&
    node.args.some(
      ([key, value]) =>
        key.op === "value" &&
        key.args === "code" &&
        outcomesOf(value, scope).every(isText),
    )
  );
}

/** Whether a code may be text. Only a value that is written out is known not to be. */
function isText(node: ASTNode): boolean {
  if (node.op !== "value") return true;
  return typeof node.args === "string" && node.args !== "";
}
