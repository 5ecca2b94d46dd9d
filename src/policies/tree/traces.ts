import type { Expression } from "../cel/expression.ts";
import { type Trace, trace } from "../cel/trace.ts";
import { scopeOf } from "./imports.ts";
import {
  type DerivedRoleSet,
  expressionsOf,
  type PolicyTree,
  type ResourcePolicy,
  type Rule,
} from "./policy-tree.ts";
import type { Definer } from "./scope.ts";

/** Everything that the conditions and outputs of a policy's rules use. */
export function traceOfRules(tree: PolicyTree, policy: ResourcePolicy): Trace {
  return trace(policy.rules.flatMap(expressionsOfRule), scopeOf(tree, policy));
}

function expressionsOfRule(rule: Rule): readonly Expression[] {
  const outputs = [rule.ruleActivated, rule.conditionNotMet];
  return [
    ...expressionsOf(rule.condition),
    ...outputs.filter((each) => each !== undefined),
  ];
}

/** Everything that the derived roles of a set use; by default all roles of the set. */
export function traceOfRoles(
  tree: PolicyTree,
  set: DerivedRoleSet,
  roles = set.roles,
): Trace {
  return trace(
    roles.flatMap(({ condition }) => expressionsOf(condition)),
    scopeOf(tree, set),
  );
}

/** Everything that each policy and each set of derived roles uses. */
export function traces(
  tree: PolicyTree,
): readonly { readonly definer: Definer; readonly trace: Trace }[] {
  return [
    ...tree.policies.map((policy) => ({
      definer: policy,
      trace: traceOfRules(tree, policy),
    })),
    ...tree.roleSets.map((set) => ({
      definer: set,
      trace: traceOfRoles(tree, set),
    })),
  ];
}
