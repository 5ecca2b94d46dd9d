import type { YamlNode } from "../tree/yaml/node.ts";
import type { Schema } from "./schema.ts";

/** The other schemas that apply to the same value as a schema. */
export interface Composition {
  /** The target of `$ref`. Undefined if there is none. */
  readonly target: Schema | undefined;
  /** The schemas of `allOf`. */
  readonly all: readonly Schema[];
  /** The schemas of `anyOf` and of `oneOf`. At least one of each list holds. */
  readonly alternatives: readonly (readonly Schema[])[];
  readonly condition: SchemaCondition | undefined;
}

/** `if`, `then` and `else`. */
export interface SchemaCondition {
  readonly test: Schema;
  /** The schema for values that the test accepts. */
  readonly met: Schema | undefined;
  /** The schema for all others. */
  readonly unmet: Schema | undefined;
}

/** What a schema is composed of, without `not`. */
export function compositionOf(schema: Schema): Composition {
  const test = schema.schema("if");
  return {
    target: schema.target,
    all: schema.schemas("allOf"),
    alternatives: ["anyOf", "oneOf"]
      .map((keyword) => schema.schemas(keyword))
      .filter(({ length }) => length > 0),
    condition: test && {
      test,
      met: schema.schema("then"),
      unmet: schema.schema("else"),
    },
  };
}

/** A schema that holds for all values that another one accepts, or only for some. */
export interface Clause {
  readonly schema: Schema;
  readonly always: boolean;
}

/**
 * A schema and all schemas that it is composed of, at any depth. Each is there once if it always holds, and once if it
 * sometimes does.
 */
export function clausesOf(schema: Schema): readonly Clause[] {
  const clauses: Clause[] = [];
  const seen = { always: new Set<YamlNode>(), sometimes: new Set<YamlNode>() };
  const add = (schema: Schema, always: boolean): void => {
    const nodes = always ? seen.always : seen.sometimes;
    if (nodes.has(schema.node)) return;
    nodes.add(schema.node);
    clauses.push({ schema, always });
  };
  add(schema, true);
  // The loop also visits elements that are added meanwhile.
  for (const { schema, always } of clauses) {
    const { target, all, alternatives, condition } = compositionOf(schema);
    if (target !== undefined) add(target, always);
    for (const each of all) add(each, always);
    for (const each of alternatives.flat()) add(each, false);
    for (const each of [condition?.met, condition?.unmet]) {
      if (each !== undefined) add(each, false);
    }
  }
  return clauses;
}
