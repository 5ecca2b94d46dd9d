import { quote } from "../../../util/quote.ts";
import {
  asksForOrganization,
  SAME_ORGANIZATION,
} from "../../cel/organization.ts";
import type { LintRule } from "../lint-rule.ts";
import { type Problem, problemAt } from "../../tree/position.ts";
import {
  isBroken,
  type PolicyTree,
  type ResourcePolicy,
  type Rule,
} from "../../tree/policy-tree.ts";
import { rolesOfRules, scopeOf } from "../../tree/imports.ts";

/**
 * An ALLOW must require that principal and resource have the same organization, in its derived role or its own
 * condition.
 */
export const unboundAllow: LintRule = {
  meta: {
    name: "unbound-allow",
    category: "access",
    forbids: "an ALLOW that does not compare the organizations",
    why: "it would cross tenants; nothing else stops it",
  },
  *find(tree) {
    for (const policy of tree.policies) {
      const scope = scopeOf(tree, policy);
      for (const rule of policy.rules) {
        if (rule.effect === "deny") continue;
        if (asksForOrganization(rule.condition, scope)) continue;
        yield* unboundRoles(rule);
        yield* unboundDerivedRoles(tree, policy, rule);
      }
    }
  },
};

function* unboundRoles({ roles }: Rule): Generator<Problem> {
  for (const role of roles) {
    yield problemAt(
      role,
      `The role ${quote(role.name)} is allowed this in every organization. Require ${SAME_ORGANIZATION}, in a derived role or in the condition of the rule.`,
    );
  }
}

function* unboundDerivedRoles(
  tree: PolicyTree,
  policy: ResourcePolicy,
  rule: Rule,
): Generator<Problem> {
  const used = rolesOfRules(tree, policy, [rule]);
  for (const { set, roles } of used) {
    const scope = scopeOf(tree, set);
    for (const role of roles) {
      if (asksForOrganization(role.condition, scope)) continue;
      // The problem is at the role, and the same for all rules that use it.
      yield problemAt(
        role,
        `The derived role ${quote(role.name)} is allowed things in every organization. Require ${SAME_ORGANIZATION} in its condition.`,
      );
    }
  }
  const known = used.flatMap(({ roles }) => roles.map(({ name }) => name));
  if (isBroken(tree, "policy")) return;
  for (const role of rule.derivedRoles) {
    if (known.includes(role.name)) continue;
    yield problemAt(
      role,
      `No set that the policy imports has the derived role ${quote(role.name)}, so it is not known who has it. Import its set, or correct the name.`,
    );
  }
}
