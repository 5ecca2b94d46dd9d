import { type Trace, trace } from "../cel/trace.ts";
import type { Expression } from "../cel/expression.ts";
import {
  type DerivedRole,
  type DerivedRoleSet,
  expressionsOf,
  type PolicyTree,
  type ResourcePolicy,
  type Rule,
} from "./policy-tree.ts";
import { type Definer, Scope } from "./scope.ts";

/** The names that the expressions of a policy or of a set of derived roles may use. */
export function scopeOf(
  { exportedVariables, exportedConstants }: PolicyTree,
  { variables, constants }: Definer,
): Scope {
  const imported = <T>(
    exports: readonly { name: string; definitions: readonly T[] }[],
    imports: readonly { name: string }[],
  ): readonly T[] =>
    exports
      .filter(({ name }) => imports.some((each) => each.name === name))
      .flatMap(({ definitions }) => definitions);
  return new Scope(
    [...imported(exportedVariables, variables.imports), ...variables.local],
    [...imported(exportedConstants, constants.imports), ...constants.local],
  );
}

/** All that the rules of a policy lead to: their conditions and their outputs. */
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

/** All that the derived roles of a set lead to; of these roles only, if they are given. */
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

/** All that each policy and each set of derived roles leads to. */
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

/** A set of derived roles, and those of its roles that a policy's rules use. */
export interface UsedRoles {
  readonly set: DerivedRoleSet;
  readonly roles: readonly DerivedRole[];
}

/** The sets that a policy imports, with the roles that these rules name. */
export function rolesOfRules(
  tree: PolicyTree,
  policy: ResourcePolicy,
  rules: readonly Rule[] = policy.rules,
): readonly UsedRoles[] {
  const names = new Set(
    rules.flatMap(({ derivedRoles }) => derivedRoles.map(({ name }) => name)),
  );
  return importedSets(tree, policy).map((set) => ({
    set,
    roles: set.roles.filter(({ name }) => names.has(name)),
  }));
}

function importedSets(
  { roleSets }: PolicyTree,
  { derivedRoleSets }: ResourcePolicy,
): readonly DerivedRoleSet[] {
  return roleSets.filter(({ name }) =>
    derivedRoleSets.some((each) => each.name === name.name),
  );
}
