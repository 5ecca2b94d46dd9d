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

/** Whoever an ALLOW lets in is of the resource's organization, by the derived role or by the rule's own condition. */
export const unboundAllow: LintRule = {
  meta: {
    name: "unbound-allow",
    category: "access",
    forbids: "an ALLOW that does not ask for the principal's organization",
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
      `The role ${quote(role.name)} is allowed this in every organization. Allow it to a derived role that asks for ${SAME_ORGANIZATION}, or let the rule's condition ask for that.`,
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
      // At the role, and the same for all the rules that use it.
      yield problemAt(
        role,
        `The derived role ${quote(role.name)} is allowed things in every organization. Let all of its condition depend on ${SAME_ORGANIZATION}.`,
      );
    }
  }
  const known = used.flatMap(({ roles }) => roles.map(({ name }) => name));
  if (isBroken(tree, "policy")) return;
  for (const role of rule.derivedRoles) {
    if (known.includes(role.name)) continue;
    yield problemAt(
      role,
      `The derived role ${quote(role.name)} is in no set that the policy imports, so nobody knows whom it lets in. Import its set, or correct the name.`,
    );
  }
}
