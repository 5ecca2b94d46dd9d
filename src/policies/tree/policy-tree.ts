import type { PolicyFileRole } from "../policy-files.ts";
import type { Expression } from "../cel/expression.ts";
import type { Position, Problem } from "./position.ts";
import type { YamlDocument } from "./yaml/read.ts";
import type { Schemas } from "../schema/schemas.ts";
import type { Constant, Definer, Export, Name, Variable } from "./scope.ts";

/**
 * A policy folder, as far as it could be understood. It is read once, and everything else about policies is based on
 * it.
 */
export interface PolicyTree {
  /** The documents of policies, suites and fixtures. */
  readonly documents: readonly PolicyDocument[];
  readonly policies: readonly ResourcePolicy[];
  readonly roleSets: readonly DerivedRoleSet[];
  readonly exportedVariables: readonly Export<Variable>[];
  readonly exportedConstants: readonly Export<Constant>[];
  readonly suites: readonly Suite[];
  /** The kinds of the resources in suites and fixtures. */
  readonly kindsOfFixtures: readonly Name[];
  readonly schemas: Schemas;
  /** The files that could not be read at all. */
  readonly broken: readonly BrokenFile[];
  /** Everything that could not be understood. */
  readonly problems: readonly Problem[];
}

export interface PolicyDocument extends YamlDocument {
  readonly file: string;
}

/** A file that is not YAML, a schema that is not JSON, or a policy file that does not hold one document. */
export interface BrokenFile extends Problem {
  readonly role: PolicyFileRole;
  /** Why the file cannot be read, shorter than the message. */
  readonly reason: string;
}

export interface ResourcePolicy extends Definer {
  readonly kind: Name;
  /** The policy's own description. */
  readonly description: string | undefined;
  readonly derivedRoleSets: readonly Name[];
  readonly principalSchema: SchemaReference | undefined;
  readonly resourceSchema: SchemaReference | undefined;
  readonly rules: readonly Rule[];
}

/** The name is that of a schema, such as `cerbos:///flag.json`. */
export interface SchemaReference extends Name {
  /** Whether the PDP ignores the schema for some actions. */
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

export interface Suite extends Position {
  /** The kind in the name of the file. */
  readonly kind: string;
  readonly asked: readonly AskedAction[];
  readonly tests: readonly SuiteTest[];
  readonly document: YamlDocument;
}

/** A test of a suite. It may be a table with many decisions. */
export interface SuiteTest {
  readonly name: string;
  readonly isSkipped: boolean;
  /** The test as plain data. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** An action that a test has in its input or its expectations. */
export interface AskedAction extends Name {
  /** The kinds of the test's resources. If they are not known, the kind of the suite. */
  readonly kinds: readonly string[];
}

/** Whether a file of this role could not be read. If so, things that seem to be missing may be in it. */
export function isBroken(
  { broken }: PolicyTree,
  role: PolicyFileRole,
): boolean {
  return broken.some((each) => each.role === role);
}

/** The expressions of a condition. With `under`, only those in such a block. */
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
