import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { byCodeUnits } from "../util/order.ts";
import { packagePath } from "../util/package-root.ts";
import { PolicyError, type PolicyProblem } from "./policy-error.ts";
import { readPolicyFiles } from "./policy-files.ts";
import { AttributeSchemas } from "./schema/attribute-schemas.ts";
import type { AttributeSchema } from "./schema/attribute-schema.ts";
import type { PolicyTree, ResourcePolicy, Rule } from "./tree/policy-tree.ts";
import { toPolicyTree } from "./tree/read-tree.ts";
import { type AttributeName, readsOf } from "./tree/reads.ts";

/** A rule in the catalog. */
export interface RuleSummary {
  readonly name: string;
  readonly actions: readonly string[];
  /** Whether it is an ALLOW. Otherwise it is a DENY. */
  readonly allows: boolean;
  /** The roles, and the derived roles, that it is for. */
  readonly roles: readonly string[];
  readonly derivedRoles: readonly string[];
  readonly isConditional: boolean;
  /** Whether it has an output for when its condition does not hold. */
  readonly saysWhyNot: boolean;
}

/** One kind of resources, as the policies define it. */
export interface Kind extends AttributeSchema {
  readonly name: string;
  /** The policy's file, relative to the policy folder. */
  readonly file: string;
  readonly rules: readonly RuleSummary[];
  /** In the order of the rules. */
  readonly actions: readonly string[];
  /** The sets of derived roles that its rules use, such as `experiment`. */
  readonly derivedRoleSets: readonly string[];
  /**
   * Whether its rules read an attribute, such as `P.attr.organizationPlan`: in a condition or an output, directly or
   * through variables and derived roles. Attributes that they do not read do not matter. If the rules cannot be
   * followed, it is true for all.
   */
  reads(attribute: AttributeName): boolean;
}

/** The kinds, actions and attributes that the policies and their schemas define. */
export class Catalog {
  readonly kinds: readonly Kind[];

  readonly #kinds: ReadonlyMap<string, Kind>;

  constructor(kinds: readonly Kind[]) {
    this.kinds = kinds;
    this.#kinds = new Map(kinds.toReversed().map((kind) => [kind.name, kind]));
  }

  /** @throws {UnknownNameError} if there is no policy for this kind */
  kind(name: string): Kind {
    const kind = this.#kinds.get(name);
    if (kind !== undefined) return kind;
    const names = this.kinds.map((each) => each.name);
    throw new UnknownNameError("kind", name, names);
  }
}

/** @throws {UnknownNameError} if no rule of the kind names this action */
export function assertAction({ name, actions }: Kind, action: string): void {
  if (!actions.includes(action)) {
    throw new UnknownNameError("action", action, actions, {
      where: `of ${name}`,
    });
  }
}

/**
 * Reads the kinds from a policy folder; by default Rolebook's own.
 *
 * @throws {PolicyError} if policies or schemas cannot be read; it names all of them
 */
export async function loadCatalog(
  folder = packagePath("policies"),
): Promise<Catalog> {
  const files = await readPolicyFiles(folder);
  const rules = files.filter(
    ({ role }) => role === "policy" || role === "schema",
  );
  return catalogOf(toPolicyTree(rules), folder);
}

/**
 * The kinds of policies that have been read already.
 *
 * @param folder - the name of the policy folder in errors
 * @throws {PolicyError} like {@link loadCatalog}
 */
export function catalogOf(tree: PolicyTree, folder: string): Catalog {
  const problems: PolicyProblem[] = tree.broken
    .filter(({ role }) => role === "policy" || role === "schema")
    .map(({ file, reason }) => ({
      file,
      message: `It cannot be read: ${reason}.`,
    }));
  const schemas = new AttributeSchemas(tree.schemas, problems);
  // Policies that refer to a wrong schema would seem wrong too.
  throwIfAny(problems, folder);
  const kinds = tree.policies.flatMap((policy) => {
    const schema = schemaOf(policy, schemas, problems);
    return schema === undefined ? [] : toKind(policy, schema, tree);
  });
  if (tree.policies.length === 0 && problems.length === 0) {
    problems.push({ message: "It has no policy for any kind of resource." });
  }
  throwIfAny(problems, folder);
  return new Catalog(kinds);
}

function throwIfAny(problems: readonly PolicyProblem[], folder: string): void {
  if (problems.length === 0) return;
  throw new PolicyError(
    folder,
    problems.toSorted((a, b) => byCodeUnits(a.file ?? "", b.file ?? "")),
  );
}

function schemaOf(
  { file, resourceSchema }: ResourcePolicy,
  schemas: AttributeSchemas,
  problems: PolicyProblem[],
): AttributeSchema | undefined {
  if (resourceSchema !== undefined) return schemas.named(resourceSchema);
  const message =
    "It names no resource schema, so its attributes are not known.";
  problems.push({ file, message });
  return undefined;
}

function toKind(
  policy: ResourcePolicy,
  schema: AttributeSchema,
  tree: PolicyTree,
): Kind {
  const { kind, file, derivedRoleSets } = policy;
  const rules = policy.rules.map(summarize);
  return {
    name: kind.name,
    file,
    rules,
    actions: [...new Set(rules.flatMap(({ actions }) => actions))],
    derivedRoleSets: derivedRoleSets.map(({ name }) => name),
    ...schema,
    reads: readsOf(tree, kind.name),
  };
}

function summarize({
  name = "",
  actions,
  effect,
  roles,
  derivedRoles,
  condition,
  conditionNotMet,
}: Rule): RuleSummary {
  return {
    name,
    actions: actions.map((action) => action.name),
    allows: effect === "allow",
    roles: roles.map((role) => role.name),
    derivedRoles: derivedRoles.map((role) => role.name),
    isConditional: condition !== undefined,
    saysWhyNot: conditionNotMet !== undefined,
  };
}
