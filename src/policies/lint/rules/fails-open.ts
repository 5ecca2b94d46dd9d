import { type Trace, trace } from "../../cel/trace.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { declaredRead } from "../../tree/attributes.ts";
import {
  expressionsOf,
  type PolicyTree,
  type ResourcePolicy,
} from "../../tree/policy-tree.ts";
import { rolesOfRules, scopeOf } from "../../tree/imports.ts";
import { traceOfRoles } from "../../tree/traces.ts";

/** If an attribute is missing, a DENY does not hold and a `none` does. Both then let people in. */
export const failsOpen: LintRule = {
  meta: {
    name: "fails-open",
    category: "access",
    forbids:
      "a DENY or a `none` that reads an attribute which its schema does not require",
    why: "if the attribute is missing, a DENY does not hold and a `none` does",
  },
  *find(tree) {
    for (const policy of tree.policies) {
      for (const { reads } of restrictionsOf(tree, policy)) {
        for (const read of reads) {
          const declared = declaredRead(tree, policy, read);
          if (declared?.declaration !== "optional") continue;
          const { text, schema } = declared;
          yield problemAt(
            read,
            `A DENY or a none reads ${text}, which ${schema} does not require. If it is missing, nothing is refused. Require it in the schema, or put the restriction into the condition of each ALLOW.`,
          );
        }
      }
    }
  },
};

function restrictionsOf(
  tree: PolicyTree,
  policy: ResourcePolicy,
): readonly Trace[] {
  const scope = scopeOf(tree, policy);
  const denials = policy.rules.filter(({ effect }) => effect === "deny");
  return [
    ...denials.map(({ condition }) => trace(expressionsOf(condition), scope)),
    // A DENY does not hold for a derived role whose condition fails.
    ...rolesOfRules(tree, policy, denials).map(({ set, roles }) =>
      traceOfRoles(tree, set, roles),
    ),
    ...policy.rules.map(({ condition }) =>
      trace(expressionsOf(condition, "none"), scope),
    ),
    ...rolesOfRules(tree, policy).flatMap(({ set, roles }) =>
      roles.map(({ condition }) =>
        trace(expressionsOf(condition, "none"), scopeOf(tree, set)),
      ),
    ),
  ];
}
