import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";
import type { Name } from "../../tree/scope.ts";
import { rolesOfRules } from "../../tree/imports.ts";
import { traces } from "../../tree/traces.ts";

/** An import that is not used. The compiler reports imports of things that do not exist. */
export const unusedImport: LintRule = {
  meta: {
    name: "unused-import",
    category: "completeness",
    forbids: "an import that is not used",
    why: "it looks as if the policy depended on it",
  },
  *find(tree) {
    if (isBroken(tree, "policy")) return;
    for (const policy of tree.policies) {
      const idle = rolesOfRules(tree, policy)
        .filter(({ roles }) => roles.length === 0)
        .map(({ set }) => set.name.name);
      yield* named(idle, policy.derivedRoleSets);
    }
    for (const { definer, trace } of traces(tree)) {
      const { variables, constants } = definer;
      yield* named(
        idleExports(tree.exportedVariables, trace.variables),
        variables.imports,
      );
      yield* named(
        idleExports(tree.exportedConstants, trace.constants),
        constants.imports,
      );
    }
  },
};

function idleExports<T>(
  exports: readonly { name: string; definitions: readonly T[] }[],
  used: ReadonlySet<T>,
): readonly string[] {
  return exports
    .filter(({ definitions }) => !definitions.some((each) => used.has(each)))
    .map(({ name }) => name);
}

function named(idle: readonly string[], imports: readonly Name[]) {
  return imports
    .filter(({ name }) => idle.includes(name))
    .map((each) =>
      problemAt(
        each,
        `The import ${quote(each.name)} is not used. Remove it, or use it.`,
      ),
    );
}
