import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { declaredRead } from "../../tree/attributes.ts";
import { rolesOfRules } from "../../tree/imports.ts";
import { traceOfRoles, traceOfRules } from "../../tree/traces.ts";

/** The PDP refuses requests with attributes that no schema declares, so a rule that reads one never finds it. */
export const undeclaredAttribute: LintRule = {
  meta: {
    name: "undeclared-attribute",
    category: "access",
    forbids: "reading an attribute that no schema declares",
    why: "with strict evaluation, a misspelt name refuses everybody",
  },
  *find(tree) {
    for (const policy of tree.policies) {
      const reads = [
        ...traceOfRules(tree, policy).reads,
        ...rolesOfRules(tree, policy).flatMap(
          ({ set, roles }) => traceOfRoles(tree, set, roles).reads,
        ),
      ];
      for (const read of reads) {
        const declared = declaredRead(tree, policy, read);
        if (read.path.length === 0) {
          yield problemAt(
            read,
            `All attributes of the ${read.of} are used as a whole, which hides which of them are read. Read each by its name.`,
          );
        } else if (declared && declared.declaration === undefined) {
          const { text, schema } = declared;
          yield problemAt(
            read,
            `${text} is read for ${policy.kind.name}, but ${schema} does not declare it. Declare and require it there, or correct the name.`,
          );
        }
      }
    }
  },
};
