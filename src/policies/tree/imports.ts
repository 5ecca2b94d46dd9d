import type {
  DerivedRole,
  DerivedRoleSet,
  PolicyTree,
  ResourcePolicy,
  Rule,
} from "./policy-tree.ts";
import { type Definer, Scope } from "./scope.ts";

/** The names that the expressions of a policy or of a set of derived roles may use: imported ones and its own. */
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

/** A set of derived roles, with those of its roles that a policy's rules use. */
export interface UsedRoles {
  readonly set: DerivedRoleSet;
  readonly roles: readonly DerivedRole[];
}

/** The sets that a policy imports, with the roles that these rules name. */
export function rolesOfRules(
  { roleSets }: PolicyTree,
  { derivedRoleSets, rules: all }: ResourcePolicy,
  rules: readonly Rule[] = all,
): readonly UsedRoles[] {
  const imported = new Set(derivedRoleSets.map(({ name }) => name));
  const names = new Set(
    rules.flatMap(({ derivedRoles }) => derivedRoles.map(({ name }) => name)),
  );
  return roleSets
    .filter(({ name }) => imported.has(name.name))
    .map((set) => ({
      set,
      roles: set.roles.filter(({ name }) => names.has(name)),
    }));
}
