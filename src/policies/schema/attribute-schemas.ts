import { basename } from "node:path";
import {
  type AnySchema,
  Ajv2020,
  type ValidateFunction,
} from "ajv/dist/2020.js";
import type { AnyValidateFunction } from "ajv/dist/types/index.js";
import { firstLineOf } from "../../util/message.ts";
import type { PolicyProblem } from "../policy-error.ts";
import { problemAt } from "../tree/position.ts";
import type { SchemaFile } from "./schemas.ts";
import type { Name } from "../tree/scope.ts";
import type { AttributeSchema, AttributeType } from "./attribute-schema.ts";
import { toProblem } from "./problem.ts";

/** Before the name of a schema's file, this is what policies call it. */
const SCHEMAS = "cerbos:///";

/** The schemas of a policy folder, as the PDP enforces them. */
export class AttributeSchemas {
  readonly #judges: Judges;
  readonly #problems: PolicyProblem[];

  /** @param problems is told which files are not schemas, and which schemas cannot be used */
  constructor(files: readonly SchemaFile[], problems: PolicyProblem[]) {
    this.#problems = problems;
    const options = { strict: false, logger: false } as const;
    this.#judges = {
      all: new Ajv2020({ ...options, allErrors: true }),
      first: new Ajv2020(options),
    };
    for (const each of files) {
      try {
        addSchema(this.#judges.all, each);
        addSchema(this.#judges.first, each);
      } catch (cause) {
        const message = `It is not a schema of JSON Schema 2020-12: ${firstLineOf(cause)}.`;
        problems.push({ file: each.file, message });
      }
    }
  }

  /** The schema that a policy names, such as `cerbos:///flag.json`; nothing if it is missing, or cannot be used. */
  named(reference: Name): AttributeSchema | undefined {
    const { all, first } = this.#judges;
    const { name: ref } = reference;
    const validate = this.#compile(reference, all);
    if (validate === undefined) return undefined;
    const accepts = this.#compile(reference, first);
    if (accepts === undefined) return undefined;
    return {
      attributes: attributesOf(validate, all, ref),
      userAttributes: userAttributesOf(validate),
      values: valuesOf({ schema: validate.schema, file: ref }, all),
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

  #compile(
    reference: Name,
    ajv: Ajv2020,
  ): AnyValidateFunction<unknown> | undefined {
    const { name } = reference;
    try {
      const validate = ajv.getSchema(`${SCHEMAS}${basename(name)}`);
      if (validate !== undefined) return validate;
      const message = `The schema ${name} is missing.`;
      this.#problems.push(problemAt(reference, message));
    } catch (cause) {
      const message = `The schema ${name} cannot be used: ${firstLineOf(cause)}.`;
      this.#problems.push(problemAt(reference, message));
    }
    return undefined;
  }
}

/** What finds all problems of attributes, and what finds one of them. */
interface Judges {
  readonly all: Ajv2020;
  readonly first: Ajv2020;
}

function addSchema(ajv: Ajv2020, { file, value }: SchemaFile): void {
  // Of these, Ajv would take the one for several schemas and fall over the other.
  if (Array.isArray(value) || value === null) {
    throw new TypeError("schema must be object or boolean");
  }
  ajv.addSchema(value as AnySchema, `${SCHEMAS}${basename(file)}`);
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
