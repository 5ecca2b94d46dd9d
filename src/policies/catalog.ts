import { basename, join } from "node:path";
import {
  type AnySchema,
  Ajv2020,
  type ErrorObject,
  type ValidateFunction,
} from "ajv/dist/2020.js";
import type { AnyValidateFunction } from "ajv/dist/types/index.js";
import { load } from "js-yaml";
import { packagePath } from "../util/package-root.ts";
import { quote } from "../util/quote.ts";
import { PolicyError } from "./policy-error.ts";
import { messageOf, readPolicyFiles } from "./policy-files.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";

/** What the catalog knows of a rule. */
export interface Rule {
  readonly name: string;
  readonly actions: readonly string[];
  /** Whether it allows what it is about; it refuses it if not. */
  readonly allows: boolean;
  readonly isConditional: boolean;
}

/** What the policies know of one kind of resource. */
export interface Kind {
  readonly name: string;
  /** The policy's file, relative to the policy folder. */
  readonly file: string;
  readonly rules: readonly Rule[];
  /** In the order of the rules. */
  readonly actions: readonly string[];
  /** The sets of derived roles that its rules use, such as `experiment`. */
  readonly derivedRoleSets: readonly string[];
  /** The attributes of its schema, all of which are required, with the JSON type of each. */
  readonly attributes: ReadonlyMap<string, AttributeType>;
  /** The attributes that hold a user id, or a list of them. */
  readonly userAttributes: ReadonlySet<string>;
  /** The values that the schema lists for an attribute, whatever they depend on. An attribute of any value is not in it. */
  readonly values: ReadonlyMap<string, readonly (string | number)[]>;
  /** Whether a name stands anywhere in its policy or in what that imports. What is not named there plays no part. */
  mentions(name: string): boolean;
  /** What is wrong with a resource's attributes by the schema that the PDP enforces; empty if nothing. */
  problems(attr: Readonly<Record<string, unknown>>): readonly string[];
}

export type AttributeType =
  "string" | "integer" | "number" | "boolean" | "array" | "object";

/** The kinds, actions and attributes that exist, as the policies and their schemas say. */
export class Catalog {
  readonly kinds: readonly Kind[];

  readonly #kinds: ReadonlyMap<string, Kind>;

  constructor(kinds: readonly Kind[]) {
    this.kinds = kinds;
    this.#kinds = new Map(kinds.toReversed().map((kind) => [kind.name, kind]));
  }

  /** @throws {UnknownNameError} where no policy is for this kind */
  kind(name: string): Kind {
    const kind = this.#kinds.get(name);
    if (kind !== undefined) return kind;
    const names = this.kinds.map((each) => each.name);
    throw new UnknownNameError("kind", name, names);
  }
}

/** @throws {UnknownNameError} where no rule of the kind names this action */
export function assertAction({ name, actions }: Kind, action: string): void {
  if (!actions.includes(action)) {
    throw new UnknownNameError("action", action, actions, {
      where: `of ${name}`,
    });
  }
}

/**
 * Reads the kinds from a policy folder; Rolebook's own if none is given.
 *
 * @throws {PolicyError} where a policy or a schema cannot be read; names the file
 */
export async function loadCatalog(
  folder = packagePath("policies"),
): Promise<Catalog> {
  const files = await readPolicyFiles(folder);
  const options = { strict: false, logger: false } as const;
  const judges: Judges = {
    all: new Ajv2020({ ...options, allErrors: true }),
    first: new Ajv2020(options),
  };
  for (const { path, text } of files.filter(({ role }) => role === "schema")) {
    const schema = parse(join(folder, path), text, JSON.parse);
    addSchema(judges.all, schema, join(folder, path));
    addSchema(judges.first, schema, join(folder, path));
  }
  const sources = files
    .filter(({ role }) => role === "policy")
    .map(({ path, text }) => ({
      path,
      text,
      document: parse(join(folder, path), text, load) as PolicyDocument,
    }));
  const kinds = sources.flatMap(
    (source) => toKind(source, sources, judges) ?? [],
  );
  if (kinds.length === 0) {
    throw new PolicyError(folder, "It has no policy for any kind of resource.");
  }
  return new Catalog(kinds);
}

/** What finds all problems of attributes, and what finds one of them. */
interface Judges {
  readonly all: Ajv2020;
  readonly first: Ajv2020;
}

/** Before the name of a schema's file, this is what policies call it. */
const SCHEMAS = "cerbos:///";

function addSchema(ajv: Ajv2020, schema: unknown, file: string): void {
  try {
    // Of these, Ajv would take the one for several schemas and fall over the other.
    if (Array.isArray(schema) || schema === null) {
      throw new TypeError("schema must be object or boolean");
    }
    ajv.addSchema(schema as AnySchema, `${SCHEMAS}${basename(file)}`);
  } catch (cause) {
    throw new PolicyError(
      file,
      `It is not a schema of JSON Schema 2020-12: ${messageOf(cause)}.`,
      { cause },
    );
  }
}

function parse(
  file: string,
  text: string,
  parser: (text: string) => unknown,
): unknown {
  try {
    return parser(text);
  } catch (cause) {
    throw new PolicyError(file, `It cannot be read: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

/** As much of a Cerbos policy as the catalog reads. */
interface PolicyDocument {
  readonly derivedRoles?: Importing & { readonly name: string };
  readonly exportVariables?: { readonly name: string };
  readonly exportConstants?: { readonly name: string };
  readonly resourcePolicy?: Importing & {
    readonly resource: string;
    readonly schemas?: { readonly resourceSchema?: { readonly ref: string } };
    readonly rules?: readonly {
      readonly name?: string;
      readonly actions: readonly string[];
      readonly effect: string;
      readonly condition?: unknown;
    }[];
  };
}

interface Importing {
  readonly importDerivedRoles?: readonly string[];
  readonly variables?: { readonly import?: readonly string[] };
  readonly constants?: { readonly import?: readonly string[] };
}

interface PolicySource {
  readonly path: string;
  readonly text: string;
  readonly document: PolicyDocument;
}

/** A policy's text and those of everything that it imports. */
function textsOf(
  { text, document }: PolicySource,
  all: readonly PolicySource[],
): readonly string[] {
  const { resourcePolicy, derivedRoles } = document;
  const { importDerivedRoles, variables, constants } =
    resourcePolicy ?? derivedRoles ?? {};
  const imported = all.filter(
    ({ document: { derivedRoles, exportVariables, exportConstants } }) =>
      (derivedRoles && importDerivedRoles?.includes(derivedRoles.name)) ??
      (exportVariables && variables?.import?.includes(exportVariables.name)) ??
      (exportConstants && constants?.import?.includes(exportConstants.name)),
  );
  return [text, ...imported.flatMap((each) => textsOf(each, all))];
}

function toKind(
  source: PolicySource,
  all: readonly PolicySource[],
  { all: ajv, first }: Judges,
): Kind | undefined {
  const { path: file, document } = source;
  const { resourcePolicy } = document;
  if (resourcePolicy === undefined) return undefined;
  const { resource, rules = [], schemas, importDerivedRoles } = resourcePolicy;
  const ref = schemas?.resourceSchema?.ref;
  if (ref === undefined) {
    throw new PolicyError(
      file,
      "It names no resource schema, so nobody knows its attributes.",
    );
  }
  const validate = compile(ref, file, ajv);
  const accepts = compile(ref, file, first);
  return {
    name: resource,
    file,
    rules: rules.map((rule) => ({
      name: rule.name ?? "",
      actions: rule.actions,
      allows: rule.effect === "EFFECT_ALLOW",
      isConditional: rule.condition !== undefined,
    })),
    actions: [...new Set(rules.flatMap(({ actions }) => actions))],
    derivedRoleSets: importDerivedRoles ?? [],
    attributes: attributesOf(validate, ajv, ref),
    userAttributes: userAttributesOf(validate),
    values: valuesOf({ schema: validate.schema, file: ref }, ajv),
    mentions: (name) =>
      textsOf(source, all).some((text) => text.includes(name)),
    problems(attr) {
      if (accepts(attr) === true) return [];
      // Of very many values all that is wrong takes long to find, and nobody reads it.
      const { errors } = isLarge(attr) ? accepts : validated(validate, attr);
      return (errors ?? [])
        .filter(({ keyword }) => keyword !== "if")
        .map(toProblem);
    },
  };
}

function validated(
  validate: AnyValidateFunction<unknown>,
  attr: unknown,
): AnyValidateFunction<unknown> {
  void validate(attr);
  return validate;
}

/** The most values in attributes of which all problems are told. */
const MOST_VALUES = 100;

function isLarge(attr: Readonly<Record<string, unknown>>): boolean {
  let count = 0;
  for (const value of Object.values(attr)) {
    count += Array.isArray(value) ? value.length : 1;
  }
  return count > MOST_VALUES;
}

/** The schema that a policy names. */
function compile(
  ref: string,
  file: string,
  ajv: Ajv2020,
): AnyValidateFunction<unknown> {
  let validate;
  try {
    validate = ajv.getSchema(`${SCHEMAS}${basename(ref)}`);
  } catch (cause) {
    const message = `The schema ${ref} cannot be used: ${messageOf(cause)}.`;
    throw new PolicyError(file, message, { cause });
  }
  if (validate === undefined) {
    throw new PolicyError(file, `The schema ${ref} is missing.`);
  }
  return validate;
}

/** A schema, or a part of one, and the name of the file that it is in. */
interface SchemaPart {
  readonly schema: unknown;
  readonly file: string;
}

/** What a part refers to; the schema is missing where that cannot be told. */
function resolve($ref: string, { file }: SchemaPart, ajv: Ajv2020): SchemaPart {
  const [target = "", fragment = ""] = $ref.split("#");
  const name = target === "" ? file : target;
  const uri = `${SCHEMAS}${basename(name)}#${fragment}`;
  return { schema: ajv.getSchema(uri)?.schema, file: name };
}

interface PropertySchema {
  readonly type?: AttributeType | "null" | readonly (AttributeType | "null")[];
  readonly $ref?: string;
}

function attributesOf(
  { schema }: ValidateFunction,
  ajv: Ajv2020,
  file: string,
): ReadonlyMap<string, AttributeType> {
  const { properties = {} } = schema as {
    properties?: Record<string, PropertySchema>;
  };
  return new Map(
    Object.entries(properties).map(([name, property]) => [
      name,
      typeOf({ schema: property, file }, ajv),
    ]),
  );
}

function userAttributesOf({ schema }: ValidateFunction): ReadonlySet<string> {
  const { properties = {} } = schema as {
    properties?: Record<string, PropertySchema>;
  };
  return new Set(
    Object.keys(properties).filter((name) =>
      /\/userIds?$/.test(properties[name]?.$ref ?? ""),
    ),
  );
}

/** Text, where it may be of any type; of several types, the first. */
function typeOf(
  part: SchemaPart,
  ajv: Ajv2020,
  followed: readonly string[] = [],
): AttributeType {
  const { type, $ref } = (part.schema ?? {}) as PropertySchema;
  if ($ref !== undefined && !followed.includes($ref)) {
    return typeOf(resolve($ref, part, ajv), ajv, [...followed, $ref]);
  }
  const types = typeof type === "string" ? [type] : (type ?? []);
  return types.find((each) => each !== "null") ?? "string";
}

/** Gathers every `enum` of a property, also from `allOf`, `if` and `then`. */
function valuesOf(
  whole: SchemaPart,
  ajv: Ajv2020,
): ReadonlyMap<string, readonly (string | number)[]> {
  const found = new Map<string, readonly (string | number)[]>();
  // Of each property, the parts that were visited: a schema may be part of itself.
  const visited = new Map<string, Set<unknown>>();
  const visit = (part: SchemaPart, property: string): void => {
    const { schema, file } = part;
    if (typeof schema !== "object" || schema === null) return;
    const before = visited.get(property) ?? new Set();
    if (before.has(schema)) return;
    visited.set(property, before.add(schema));
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties") {
        for (const [name, each] of Object.entries(value as object)) {
          visit({ schema: each, file }, name);
        }
      } else if (key === "$ref") {
        visit(resolve(String(value), part, ajv), property);
      } else if (key === "enum") {
        const values = [...(found.get(property) ?? []), ...(value as [])];
        found.set(property, [...new Set(values)]);
      } else {
        visit({ schema: value, file }, property);
      }
    }
  };
  visit(whole, "");
  return found;
}

function toProblem(error: ErrorObject): string {
  const { instancePath, keyword, message = keyword, params } = error;
  const attribute = instancePath.slice(1).replaceAll("/", ".");
  switch (keyword) {
    case "required":
      return `The attribute "${String(params["missingProperty"])}" is missing.`;
    case "additionalProperties":
      return `There is no attribute ${quote(params["additionalProperty"])}.`;
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).join(", ");
      return `The attribute "${attribute}" must be one of ${allowed}.`;
    }
    case "pattern":
      return `The attribute "${attribute}" must be a user id in lower case.`;
    default:
      return `The attribute "${attribute}" ${message}.`;
  }
}
