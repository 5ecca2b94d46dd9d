import { quote } from "../../util/quote.ts";
import type { Problem } from "./position.ts";
import type { YamlNode } from "./yaml/node.ts";
import { Fields } from "./fields.ts";
import type {
  DerivedRoleSet,
  ResourcePolicy,
  SchemaReference,
} from "./policy-tree.ts";
import { readCondition, readRule } from "./read-rule.ts";
import type { Constant, Definer, Export, Variable } from "./scope.ts";

/** The lists into which the policies of a folder are read. */
export interface Policies {
  readonly policies: ResourcePolicy[];
  readonly roleSets: DerivedRoleSet[];
  readonly exportedVariables: Export<Variable>[];
  readonly exportedConstants: Export<Constant>[];
  readonly problems: Problem[];
}

/** Reads one document into `into`, with the problems of its form. */
export function readPolicy(file: string, root: YamlNode, into: Policies): void {
  const fields = new Fields(file, root, into.problems);
  fields.ignore("$schema", "apiVersion", "metadata");
  const description = fields.text("description")?.name;
  const policy = fields.mapping("resourcePolicy");
  const roleSet = fields.mapping("derivedRoles");
  const variables = fields.mapping("exportVariables");
  const constants = fields.mapping("exportConstants");
  fields.end();
  if (policy) into.policies.push(...readResourcePolicy(policy, description));
  if (roleSet) into.roleSets.push(...readRoleSet(roleSet));
  if (variables) {
    const definitions = variables.expressions("definitions");
    into.exportedVariables.push(...readExport(variables, definitions));
  }
  if (constants) {
    const definitions = constants.values("definitions");
    into.exportedConstants.push(...readExport(constants, definitions));
  }
}

function readResourcePolicy(
  fields: Fields,
  description: string | undefined,
): readonly ResourcePolicy[] {
  const kind = fields.required("resource");
  refuseVariants(fields);
  const derivedRoleSets = fields.texts("importDerivedRoles");
  const definer = readDefiner(fields);
  const schemas = fields.mapping("schemas");
  const principalSchema = readSchema(schemas?.mapping("principalSchema"));
  const resourceSchema = readSchema(schemas?.mapping("resourceSchema"));
  schemas?.end();
  const rules = fields.mappings("rules").map(readRule);
  fields.end();
  if (rules.length === 0) {
    fields.problem("The policy has no rules. Write some, or remove it.");
  }
  if (kind === undefined) return [];
  const uses = { derivedRoleSets, principalSchema, resourceSchema };
  return [{ ...definer, kind, description, ...uses, rules }];
}

/** Refuses scopes, because a policy in a scope may override a DENY of another; and versions, which requests choose. */
function refuseVariants(fields: Fields): void {
  for (const key of ["scope", "scopePermissions"]) {
    const value = fields.text(key);
    if (value === undefined) continue;
    const message = `The policy has a ${key}. A policy in a scope may override a DENY of another one, and this is not checked. Remove it, and write one policy for the kind.`;
    fields.problem(message, value);
  }
  const version = fields.text("version");
  if (version === undefined || version.name === "default") return;
  const message = `The version ${quote(version.name)} is only for requests that ask for it, and this is not checked. Write default.`;
  fields.problem(message, version);
}

function readSchema(fields: Fields | undefined): SchemaReference | undefined {
  const ref = fields?.required("ref");
  const ignored = fields?.has("ignoreWhen") ?? false;
  fields?.end();
  return ref && { ...ref, ignored };
}

function readRoleSet(fields: Fields): readonly DerivedRoleSet[] {
  const name = fields.required("name");
  const definer = readDefiner(fields);
  const roles = fields.mappings("definitions").flatMap((role) => {
    const named = role.required("name");
    const parentRoles = role.texts("parentRoles");
    const condition = readCondition(role);
    role.end();
    return named ? [{ ...named, parentRoles, condition }] : [];
  });
  fields.end();
  return name ? [{ ...definer, name, roles }] : [];
}

function readDefiner(fields: Fields): Definer {
  const { file, line } = fields;
  const variables = fields.mapping("variables");
  const constants = fields.mapping("constants");
  const definer = {
    file,
    line,
    variables: {
      imports: variables?.texts("import") ?? [],
      local: variables?.expressions("local") ?? [],
    },
    constants: {
      imports: constants?.texts("import") ?? [],
      local: constants?.values("local") ?? [],
    },
  };
  variables?.end();
  constants?.end();
  return definer;
}

function readExport<T>(
  fields: Fields,
  definitions: readonly T[],
): readonly Export<T>[] {
  const name = fields.required("name");
  fields.end();
  return name ? [{ ...name, definitions }] : [];
}
