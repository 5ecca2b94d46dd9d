import { rolesOfRules, type UsedRoles } from "./imports.ts";
import type { PolicyTree, ResourcePolicy } from "./policy-tree.ts";
import { traceOfRoles, traceOfRules } from "./traces.ts";

/** The name of an attribute of the resource or the principal in policies: `R.attr.project`. */
export type AttributeName = `${"R" | "P"}.attr.${string}`;

/** Tells whether an attribute is read. */
export type Reads = (attribute: AttributeName) => boolean;

/**
 * The attributes that the rules for a kind read: in their conditions and outputs, in the derived roles that they name,
 * and in the variables that these use.
 *
 * It never misses one: rules that cannot be followed to the end count as reading everything.
 */
export function readsOf(tree: PolicyTree, kind: string): Reads {
  const policies = tree.policies.filter((each) => each.kind.name === kind);
  const known = new Set<string>();
  for (const policy of policies) {
    const used = rolesOfRules(tree, policy);
    const traces = [
      traceOfRules(tree, policy),
      ...used.map(({ set, roles }) => traceOfRoles(tree, set, roles)),
    ];
    const isFollowed =
      namesOnly(policy, used) && traces.every((each) => each.isWhole);
    if (!isFollowed) return () => true;
    for (const { of, path } of traces.flatMap(({ reads }) => reads)) {
      const [name] = path;
      if (name === undefined) return () => true;
      known.add(`${of === "resource" ? "R" : "P"}.attr.${name}`);
    }
  }
  return isUnderstood(tree, policies)
    ? (attribute) => known.has(attribute)
    : () => true;
}

/** Whether the rules of a policy name only these derived roles. */
function namesOnly(
  { rules }: ResourcePolicy,
  used: readonly UsedRoles[],
): boolean {
  const names = used.flatMap(({ roles }) => roles.map(({ name }) => name));
  return rules.every(({ derivedRoles }) =>
    derivedRoles.every(({ name }) => names.includes(name)),
  );
}

/** Whether everything that may matter for these policies is understood. Policies for other kinds do not matter. */
function isUnderstood(
  { policies: all, problems }: PolicyTree,
  policies: readonly ResourcePolicy[],
): boolean {
  const files = new Set(all.map(({ file }) => file));
  for (const { file } of policies) files.delete(file);
  return problems.every(({ file }) => files.has(file));
}
