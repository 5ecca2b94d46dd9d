import type { PolicyFileRole } from "../policy-files.ts";
import type { Expression } from "../cel/expression.ts";
import type { Position, Problem } from "./position.ts";
import type { YamlNode } from "./yaml/node.ts";
import type { Schemas } from "./schemas.ts";
import type { Constant, Definer, Export, Name, Variable } from "./scope.ts";

/** A policy folder, as far as it could be understood. */
export interface PolicyTree {
  readonly documents: readonly YamlDocument[];
  readonly policies: readonly ResourcePolicy[];
  readonly roleSets: readonly DerivedRoleSet[];
  readonly exportedVariables: readonly Export<Variable>[];
  readonly exportedConstants: readonly Export<Constant>[];
  readonly suites: readonly Suite[];
  /** The kinds of the resources in suites and fixtures. */
  readonly kindsOfFixtures: readonly Name[];
  readonly schemas: Schemas;
  /** The files of which nothing could be read. */
  readonly broken: readonly BrokenFile[];
  /** What could not be understood. */
  readonly problems: readonly Problem[];
}

/** A document of a policy, a suite or a file of fixtures. */
export interface YamlDocument {
  readonly file: string;
  readonly root: YamlNode;
}

/** A file that is no YAML, or a schema that is no JSON. */
export interface BrokenFile {
  readonly file: string;
  readonly role: PolicyFileRole;
}

export interface ResourcePolicy extends Definer {
  readonly kind: Name;
  readonly derivedRoleSets: readonly Name[];
  readonly principalSchema: SchemaReference | undefined;
  readonly resourceSchema: SchemaReference | undefined;
  readonly rules: readonly Rule[];
}

/** The name is that of a schema, such as `cerbos:///flag.json`. */
export interface SchemaReference extends Name {
  /** Whether there are actions for which the PDP does not hold requests to it. */
  readonly ignored: boolean;
}

export interface Rule extends Position {
  readonly name: string | undefined;
  readonly actions: readonly Name[];
  readonly effect: "allow" | "deny";
  readonly roles: readonly Name[];
  readonly derivedRoles: readonly Name[];
  readonly condition: Condition | undefined;
  readonly ruleActivated: Expression | undefined;
  readonly conditionNotMet: Expression | undefined;
}

export type Condition = Position &
  (
    | { readonly kind: "expr"; readonly expression: Expression }
    | {
        readonly kind: "all" | "any" | "none";
        readonly of: readonly Condition[];
      }
  );

export interface DerivedRoleSet extends Definer {
  readonly name: Name;
  readonly roles: readonly DerivedRole[];
}

export interface DerivedRole extends Name {
  readonly parentRoles: readonly Name[];
  readonly condition: Condition | undefined;
}

/** What the linter reads of a test suite. */
export interface Suite extends Position {
  /** By the file's name. */
  readonly kind: string;
  readonly asked: readonly AskedAction[];
}

/** An action that a test asks for or expects something of. */
export interface AskedAction extends Name {
  /** The kinds of the test's resources; the suite's, where they cannot be told. */
  readonly kinds: readonly string[];
}

/** Whether there is a file of which nothing could be read, so that what seems to be missing may be in it. */
export function isBroken(
  { broken }: PolicyTree,
  role: PolicyFileRole,
): boolean {
  return broken.some((each) => each.role === role);
}

/** The expressions of a condition; with `under`, only those below such a block. */
export function expressionsOf(
  condition: Condition | undefined,
  under?: "none",
): readonly Expression[] {
  if (condition === undefined) return [];
  if (condition.kind === "expr") {
    return under === undefined ? [condition.expression] : [];
  }
  const inner = condition.kind === under ? undefined : under;
  return condition.of.flatMap((each) => expressionsOf(each, inner));
}
