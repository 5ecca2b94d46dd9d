import { ITEM, type Path } from "../cel/path.ts";
import type { YamlNode } from "../tree/yaml/node.ts";
import { clausesOf } from "./composition.ts";
import type { Schema } from "./schema.ts";

/** How a schema declares an attribute: required, optional, or not at all. */
export type Declaration = "required" | "optional" | undefined;

/** Longer paths count as not declared. */
const LONGEST_PATH = 200;

/**
 * How a schema declares the attribute at a path. It is required only if every part of the path is.
 *
 * In doubt it is optional, for example if only one of several alternatives requires it.
 */
export function declarationOf(schema: Schema, path: Path): Declaration {
  return path.length > LONGEST_PATH
    ? undefined
    : declared(schema, path, new Map());
}

/** The declarations that are known already, by schema and by the length of the path that is left. */
type Known = Map<YamlNode, Map<number, Declaration>>;

function declared(schema: Schema, path: Path, known: Known): Declaration {
  const before = known.get(schema.node) ?? new Map<number, Declaration>();
  if (before.has(path.length)) return before.get(path.length);
  const declaration = declare(schema, path, known);
  known.set(schema.node, before.set(path.length, declaration));
  return declaration;
}

function declare(
  schema: Schema,
  [name, ...rest]: Path,
  known: Known,
): Declaration {
  if (name === undefined) return "required";
  const clauses = clausesOf(schema);
  const isRequired = clauses.some(
    (clause) => clause.always && requires(clause.schema, name),
  );
  const found = clauses.flatMap(({ schema, always }) =>
    below(schema, name).map((each) => ({
      always,
      declaration: declared(each, rest, known),
      isWhole: rest.length === 0 || rest[0] === ITEM || isObject(each),
    })),
  );
  if (found.every(({ declaration }) => declaration === undefined)) {
    return undefined;
  }
  const isThere = found.some(
    ({ always, declaration, isWhole }) =>
      always && isWhole && declaration === "required",
  );
  return isRequired && isThere ? "required" : "optional";
}

function requires(schema: Schema, name: string): boolean {
  return name === ITEM || schema.texts("required").includes(name);
}

/** Whether the schema accepts only objects. */
function isObject(schema: Schema): boolean {
  return clausesOf(schema).some(
    ({ schema: { typeNames }, always }) =>
      always && typeNames.length === 1 && typeNames[0] === "object",
  );
}

/** The schemas for a property, or for the items of a list. */
function below(schema: Schema, name: string): readonly Schema[] {
  const own = [
    name === ITEM
      ? schema.schema("items")
      : schema.schemasByName("properties").get(name),
    ...[...schema.schemasByName("patternProperties")].map(([pattern, each]) =>
      matches(pattern, name) ? each : undefined,
    ),
  ].filter((each) => each !== undefined);
  const others = schema.schema("additionalProperties");
  const found =
    own.length === 0 && others?.node.kind === "mapping" ? [others] : own;
  return found.filter(({ isFalse }) => !isFalse);
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}
