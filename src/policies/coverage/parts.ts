import { join } from "node:path";
import { quote } from "../../util/quote.ts";
import { PolicyError } from "../policy-error.ts";
import type { Expression } from "../cel/expression.ts";
import { pathOf } from "../cel/path.ts";
import { walk } from "../cel/walk.ts";
import { isWildcard } from "../lint/rules/wildcard-action.ts";
import type { Position } from "../tree/position.ts";
import { expressionsOf, type Rule as ReadRule } from "../tree/policy-tree.ts";
import type { Name } from "../tree/scope.ts";
import { readPolicyTree } from "../tree/read-tree.ts";
import { policyName } from "./policy-name.ts";

/** A resource policy: what of it can be exercised, with the names that traces use. */
export interface ResourcePolicy {
  readonly file: string;
  /** As {@link policyName} has it, such as `cerbos.resource.flag.vdefault`. */
  readonly name: string;
  readonly kind: string;
  readonly rules: readonly Rule[];
  /** The sets that it imports. */
  readonly derivedRoleSets: readonly string[];
}

export interface Rule {
  /** As written, or the one that the compiler gives it, such as `rule-002`. */
  readonly name: string;
  readonly actions: readonly string[];
  readonly derivedRoles: readonly string[];
  readonly isForEveryRole: boolean;
  readonly isConditional: boolean;
  /** The variables that its condition names itself, not by way of another variable. */
  readonly variables: readonly string[];
}

export interface DerivedRoleSet {
  readonly file: string;
  /** The same, such as `cerbos.derived_roles.experiment`. */
  readonly name: string;
  readonly roles: readonly string[];
}

export interface Parts {
  readonly policies: readonly ResourcePolicy[];
  readonly derivedRoleSets: readonly DerivedRoleSet[];
}

/**
 * What the suites of a folder are to exercise, from policies that compile. They are read as the linter reads them: Cerbos takes
 * more spellings than that, and a rule in one of these would be missed.
 *
 * @throws {PolicyError} for what the linter does not understand, such as a principal policy, a role policy, a scope or a version,
 *   whose rules traces show among those of other policies; for a pattern of actions, since nobody can list what it is for; for
 *   kinds or sets of derived roles whose names traces may mix up
 */
export async function readParts(folder: string): Promise<Parts> {
  const tree = await readPolicyTree(folder);
  const refuse = ({ file, line }: Position, problem: string): never => {
    throw new PolicyError(join(folder, file), `Line ${line}: ${problem}`);
  };
  for (const each of tree.problems) refuse(each, each.message);
  const actions = tree.policies.flatMap(({ rules }) =>
    rules.flatMap((rule) => rule.actions),
  );
  for (const action of actions.filter(({ name }) => isWildcard(name))) {
    refuse(action, "Coverage follows actions by name. List them.");
  }
  const names = new Set<string>();
  const named = (type: string, { name, ...place }: Name): string => {
    const full = policyName(`cerbos.${type}.${name}`);
    if (names.has(full)) {
      const problem = `Traces may take ${quote(name)} for another of these names. Let them differ in more than punctuation.`;
      refuse(place, problem);
    }
    names.add(full);
    return full;
  };
  return {
    policies: tree.policies.map(({ file, kind, derivedRoleSets, rules }) => ({
      file,
      name: `${named("resource", kind)}.vdefault`,
      kind: kind.name,
      rules: rules.map(toRule),
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

function toRule(rule: ReadRule, index: number): Rule {
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
