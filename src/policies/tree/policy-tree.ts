import type { PolicyFileRole } from "../policy-files.ts";
import type { Expression } from "../cel/expression.ts";
import type { Position, Problem } from "./position.ts";
import type { YamlDocument } from "./yaml/read.ts";
import type { Schemas } from "../schema/schemas.ts";
import type { Constant, Definer, Export, Name, Variable } from "./scope.ts";

/** A policy folder, as far as it could be understood. It is read once, and all that is said of policies stands on it. */
export interface PolicyTree {
  /** Of policies, suites and fixtures. */
  readonly documents: readonly PolicyDocument[];
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

export interface PolicyDocument extends YamlDocument {
  readonly file: string;
}

/** A file that is not YAML, a schema that is not JSON, or a policy file that does not hold one document. */
export interface BrokenFile extends Problem {
  readonly role: PolicyFileRole;
  /** The same as the message in short: why it cannot be read. */
  readonly reason: string;
}

export interface ResourcePolicy extends Definer {
  readonly kind: Name;
  /** What the policy says about itself. */
  readonly description: string | undefined;
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

export interface Suite extends Position {
  /** By the file's name. */
  readonly kind: string;
  readonly asked: readonly AskedAction[];
  readonly tests: readonly SuiteTest[];
  readonly document: YamlDocument;
}

/** A test of a suite, which may be a table of many. */
export interface SuiteTest {
  readonly name: string;
  readonly isSkipped: boolean;
  /** All that it says, as plain data. */
  readonly value: Readonly<Record<string, unknown>>;
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
