import type { ArrayType, ObjectType, Property, Type } from "./type.ts";
import { toObject } from "./type.ts";
import { descriptionOf } from "./description.ts";
import type { Schema } from "./schema.ts";

/** Gives the part of a type that a schema allows. */
export type Narrow = (base: Type, schema: Schema) => Type;

/** The arrays of this type whose items the schema allows. */
export function narrowArray(
  array: ArrayType,
  schema: Schema,
  narrow: Narrow,
): Type {
  const items = schema.schema("items");
  // With `prefixItems`, `items` is only about the items after those.
  return items === undefined || schema.has("prefixItems")
    ? array
    : { kind: "array", of: narrow(array.of, items) };
}

/** The objects of this type whose properties the schema allows. */
export function narrowObject(
  { properties, others }: ObjectType,
  schema: Schema,
  narrow: Narrow,
): Type {
  const all = new Map(properties);
  const get = (name: string): Property =>
    all.get(name) ?? { type: others, required: false };
  const declared = schema.schemasByName("properties");
  for (const [name, each] of declared) {
    const { type, required, description } = get(name);
    all.set(name, {
      type: narrow(type, each),
      required,
      description: description ?? descriptionOf(each),
    });
  }
  for (const name of schema.texts("required")) {
    all.set(name, { ...get(name), required: true });
  }
  const rest = schema.schema("additionalProperties");
  if (rest === undefined || schema.has("patternProperties")) {
    return toObject(all, others);
  }
  for (const [name, each] of all) {
    if (declared.has(name)) continue;
    all.set(name, { ...each, type: narrow(each.type, rest) });
  }
  return toObject(all, narrow(others, rest));
}
