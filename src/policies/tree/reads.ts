import { rolesOfRules, type UsedRoles } from "./imports.ts";
import type { PolicyTree, ResourcePolicy } from "./policy-tree.ts";
import { traceOfRoles, traceOfRules } from "./traces.ts";

/** An attribute of the resource or of the principal, as policies name it: `R.attr.project`. */
export type AttributeName = `${"R" | "P"}.attr.${string}`;

/** Tells which attributes something reads. */
export type Reads = (attribute: AttributeName) => boolean;

/**
 * Which attributes the rules for a kind read: in their conditions and outputs, in the derived roles that they name, and in the
 * variables that these use.
 *
 * It is never too little: rules that cannot be followed to the end are taken to read everything.
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

/** Whether its rules name no derived roles but these. */
function namesOnly(
  { rules }: ResourcePolicy,
  used: readonly UsedRoles[],
): boolean {
  const names = used.flatMap(({ roles }) => roles.map(({ name }) => name));
  return rules.every(({ derivedRoles }) =>
    derivedRoles.every(({ name }) => names.includes(name)),
  );
}

/** Whether all is understood that may count for these policies: everything but the policies for other kinds. */
function isUnderstood(
  { policies: all, problems }: PolicyTree,
  policies: readonly ResourcePolicy[],
): boolean {
  const files = new Set(all.map(({ file }) => file));
  for (const { file } of policies) files.delete(file);
  return problems.every(({ file }) => files.has(file));
}
