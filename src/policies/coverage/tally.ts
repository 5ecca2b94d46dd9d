import { type CoverageItem, isCovered } from "./coverage.ts";
import type { Findings } from "./decision-trace.ts";
import type {
  TracedPolicies,
  TracedPolicy,
  TracedRoleSet,
  TracedRule,
} from "./traced-policies.ts";

/** Counts the parts that each decision exercises. */
export class Tally {
  readonly #traced: TracedPolicies;
  readonly #counts = new Map<string, { yes: number; no: number }>();
  /** The keys of variables that are not booleans, and so do not have two ways. */
  readonly #others = new Set<string>();

  constructor(traced: TracedPolicies) {
    this.#traced = traced;
  }

  add(found: Findings): void {
    if (found.isRejected) return;
    const policy = this.#traced.policies.find(
      ({ name }) => name === found.policy,
    );
    for (const rule of policy?.rules ?? []) {
      const key = `${found.policy}#${rule.name}`;
      const activated = wasActivated(rule, found);
      this.#count(key, activated);
      this.#count(actionKey(key, found.action), activated);
      const condition = found.conditions.get(rule.name);
      if (condition === undefined) continue;
      this.#count(conditionKey(key), condition);
      for (const name of rule.variables) {
        this.#count(variableKey(key, name), found.variables.get(name));
      }
    }
    for (const [key, outcome] of found.derivedRoles) this.#count(key, outcome);
  }

  /** Whether more decisions of this policy and action may show something new. */
  isOpen(policyName: string, action: string): boolean {
    const { policies, derivedRoleSets } = this.#traced;
    const policy = policies.find(({ name }) => name === policyName);
    if (policy === undefined) return false;
    const named = new Set(policy.rules.flatMap((rule) => rule.derivedRoles));
    const roles = derivedRoleSets
      .filter(({ name }) => policy.derivedRoleSets.includes(name))
      .flatMap((set) => this.#rolesOf(set))
      .filter(({ name }) => named.has(name));
    const rules = this.#itemsOf(policy).filter(({ actions = [] }) =>
      actions.includes(action),
    );
    return ![...roles, ...rules].every(isCovered);
  }

  items(): readonly CoverageItem[] {
    return [
      ...this.#traced.policies.flatMap((policy) => this.#itemsOf(policy)),
      ...this.#traced.derivedRoleSets.flatMap((set) => this.#rolesOf(set)),
    ];
  }

  #itemsOf({ file, name, kind, rules }: TracedPolicy): CoverageItem[] {
    return rules.flatMap((rule): CoverageItem[] => {
      const key = `${name}#${rule.name}`;
      const common = { file, kind, name: rule.name, actions: rule.actions };
      const { isConditional, isForEveryRole } = rule;
      const ways =
        isForEveryRole && !isConditional ? { isUnconditional: true } : {};
      const condition = {
        part: "condition",
        ...common,
        ...this.#countOf(conditionKey(key)),
      } as const;
      return [
        {
          part: "rule",
          ...common,
          ...ways,
          ...this.#countOf(key),
        },
        ...rule.actions.map((action) => ({
          part: "action" as const,
          ...common,
          actions: [action],
          ...ways,
          ...this.#countOf(actionKey(key, action)),
        })),
        ...(isConditional ? [condition] : []),
        ...rule.variables
          .filter((each) => !this.#others.has(variableKey(key, each)))
          .map((variable) => ({
            part: "variable" as const,
            ...common,
            variable,
            ...this.#countOf(variableKey(key, variable)),
          })),
      ];
    });
  }

  #rolesOf({ file, name, roles }: TracedRoleSet): CoverageItem[] {
    return roles.map((role) => ({
      part: "derived_role",
      file,
      name: role,
      ...this.#countOf(`${name}#${role}`),
    }));
  }

  #count(key: string, outcome: unknown): void {
    if (outcome === undefined) return;
    if (typeof outcome !== "boolean") {
      this.#others.add(key);
      return;
    }
    const { yes, no } = this.#countOf(key);
    this.#counts.set(key, outcome ? { yes: yes + 1, no } : { yes, no: no + 1 });
  }

  #countOf(key: string): { yes: number; no: number } {
    return this.#counts.get(key) ?? { yes: 0, no: 0 };
  }
}

// Names of rules and variables contain no spaces.
function actionKey(rule: string, action: string): string {
  return `${rule} action ${action}`;
}

function conditionKey(rule: string): string {
  return `${rule} condition`;
}

function variableKey(rule: string, variable: string): string {
  return `${rule} variable ${variable}`;
}

/**
 * Whether the decision activated the rule; undefined if the trace does not tell.
 *
 * If the action was refused, a rule that is missing in the trace did not apply because of its roles. If the action was
 * allowed, the trace does not tell, because the PDP stops at the first role that is enough.
 */
function wasActivated(
  { name, actions }: TracedRule,
  { rules, action, isAllowed }: Findings,
): boolean | undefined {
  const outcome = rules.get(name);
  if (outcome !== undefined || isAllowed) return outcome;
  return actions.includes(action) ? false : undefined;
}
