import { quote } from "../../util/quote.ts";
import type { PolicyProblem } from "../policy-error.ts";
import type { Expression } from "../cel/expression.ts";
import { pathOf } from "../cel/path.ts";
import { walk } from "../cel/walk.ts";
import { isPattern } from "../tree/pattern.ts";
import { type Position, problemAt } from "../tree/position.ts";
import {
  expressionsOf,
  type PolicyTree,
  type Rule,
} from "../tree/policy-tree.ts";
import type { Name } from "../tree/scope.ts";
import { policyName } from "./policy-name.ts";

/** The parts of a resource policy that can be exercised, with the names that traces use. */
export interface TracedPolicy {
  readonly file: string;
  /** The {@link policyName}, such as `cerbos.resource.flag.vdefault`. */
  readonly name: string;
  readonly kind: string;
  readonly rules: readonly TracedRule[];
  /** The sets that it imports. */
  readonly derivedRoleSets: readonly string[];
}

export interface TracedRule {
  /** The name as written, or the one that the compiler gives the rule, such as `rule-002`. */
  readonly name: string;
  readonly actions: readonly string[];
  readonly derivedRoles: readonly string[];
  readonly isForEveryRole: boolean;
  readonly isConditional: boolean;
  /** The variables that its condition names directly, not through another variable. */
  readonly variables: readonly string[];
}

export interface TracedRoleSet {
  readonly file: string;
  /** The {@link policyName}, such as `cerbos.derived_roles.experiment`. */
  readonly name: string;
  readonly roles: readonly string[];
}

export interface TracedPolicies {
  readonly policies: readonly TracedPolicy[];
  readonly derivedRoleSets: readonly TracedRoleSet[];
}

/**
 * The parts that the suites of a folder should exercise, from policies that compile.
 *
 * Everything that cannot be measured is added to `problems`:
 *
 * - parts that the tree does not understand, because a rule could be missed. This includes principal policies, role
 *   policies, scopes and versions, whose rules traces show among those of other policies;
 * - patterns of actions, because nobody can list their actions;
 * - kinds or sets of derived roles whose names traces may confuse.
 */
export function tracedPoliciesOf(
  tree: PolicyTree,
  problems: PolicyProblem[],
): TracedPolicies {
  const refuse = (position: Position, problem: string): void => {
    problems.push(problemAt(position, problem));
  };
  problems.push(...tree.problems);
  const actions = tree.policies.flatMap(({ rules }) =>
    rules.flatMap((rule) => rule.actions),
  );
  for (const action of actions.filter(({ name }) => isPattern(name))) {
    refuse(action, "Coverage follows actions by name. List them.");
  }
  const names = new Set<string>();
  const named = (type: string, { name, ...position }: Name): string => {
    const full = policyName(`cerbos.${type}.${name}`);
    if (names.has(full)) {
      const problem = `Traces may take ${quote(name)} for another of these names. Let them differ in more than punctuation.`;
      refuse(position, problem);
    }
    names.add(full);
    return full;
  };
  return {
    policies: tree.policies.map(({ file, kind, derivedRoleSets, rules }) => ({
      file,
      name: `${named("resource", kind)}.vdefault`,
      kind: kind.name,
      rules: rules.map(toTracedRule),
      derivedRoleSets: derivedRoleSets.map(({ name }) =>
        policyName(`cerbos.derived_roles.${name}`),
      ),
    })),
    derivedRoleSets: tree.roleSets.map(({ file, name, roles }) => ({
      file,
      name: named("derived_roles", name),
      roles: roles.map((role) => role.name),
    })),
  };
}

function toTracedRule(rule: Rule, index: number): TracedRule {
  const { name, actions, roles, derivedRoles, condition } = rule;
  const variables = expressionsOf(condition).flatMap(variablesIn);
  return {
    name: name ?? `rule-${String(index + 1).padStart(3, "0")}`,
    actions: actions.map((action) => action.name),
    derivedRoles: derivedRoles.map((role) => role.name),
    isForEveryRole: roles.some((role) => role.name === "*"),
    isConditional: condition !== undefined,
    variables: [...new Set(variables)],
  };
}

function variablesIn({ ast }: Expression): readonly string[] {
  const names: string[] = [];
  if (ast === undefined) return names;
  walk(ast, (node, locals) => {
    const path = pathOf(node, locals);
    if (path === undefined) return true;
    const [root, name] = path;
    if (root === "V" && name !== undefined) names.push(name);
    return false;
  });
  return names;
}
