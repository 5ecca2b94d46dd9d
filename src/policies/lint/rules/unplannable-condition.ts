import type { ASTNode } from "@marcbachmann/cel-js";
import type { Locals } from "../../cel/path.ts";
import { contains, walk } from "../../cel/walk.ts";
import { trace } from "../../cel/trace.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { expressionsOf, type PolicyTree } from "../../tree/policy-tree.ts";
import { scopeOf } from "../../tree/imports.ts";
import { traceOfRoles } from "../../tree/traces.ts";

/**
 * Conditions that a check evaluates rightly, but that a query plan gets wrong or cannot express. Outputs are not in
 * plans.
 */
export const unplannableCondition: LintRule = {
  meta: {
    name: "unplannable-condition",
    category: "decisions",
    forbids:
      "`has()`, `?:`, `cel.bind()`, `runtime` and map indexes in conditions",
    why: "query plans get them wrong, so lists would differ from checks",
  },
  *find(tree) {
    for (const expression of conditionsOf(tree)) {
      const problems = new Set<string>();
      if (expression.ast !== undefined) {
        walk(expression.ast, (node, locals) => {
          const problem = problemOf(node, locals);
          if (problem !== undefined) problems.add(problem);
          return true;
        });
      }
      for (const problem of problems) yield problemAt(expression, problem);
    }
  },
};

/** The expressions of conditions, and of the variables that they use. */
function conditionsOf(tree: PolicyTree) {
  return [
    ...tree.policies.map((policy) =>
      trace(
        policy.rules.flatMap(({ condition }) => expressionsOf(condition)),
        scopeOf(tree, policy),
      ),
    ),
    ...tree.roleSets.map((set) => traceOfRoles(tree, set)),
  ].flatMap(({ expressions }) => [...expressions]);
}

function problemOf({ op, args }: ASTNode, locals: Locals): string | undefined {
  if (op === "id" && args === "runtime" && !locals.has(args)) {
    return "A condition reads runtime, which a query plan turns into an if that lists cannot use. Name the derived role in the rule.";
  }
  if (op === "rcall" && args[0] === "bind" && isCel(args[1])) {
    return "A condition calls cel.bind(), which query plans cannot express. Write it out, or make it a variable.";
  }
  if (op === "call" && args[0] === "has") {
    return "A condition calls has(), which is always true in a query plan. Require the attribute in the schema, and leave has() out.";
  }
  if (op === "?:") {
    return "A condition has ?:, which leaves references to the principal in a query plan. Write it with && and ||.";
  }
  if (op === ".?" || op === "[?]") {
    return "A condition reads an optional value, which query plans cannot express. Require the attribute in the schema, and read it with a dot.";
  }
  if (op === "[]" && !args.every(isConstant)) {
    return "A condition looks something up with [ ], which leaves references to the principal in a query plan. Read it with a dot, or use in.";
  }
  return undefined;
}

function isCel(node: ASTNode): boolean {
  return node.op === "id" && node.args === "cel";
}

/** Whether the expression has the same value for every request. */
function isConstant(node: ASTNode): boolean {
  return !contains(
    node,
    (each) =>
      each.op === "id" &&
      !["C", "constants", "G", "globals"].includes(each.args),
  );
}
