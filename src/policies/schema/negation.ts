import { without } from "./narrow.ts";
import type { Schema } from "./schema.ts";
import { identityOf, toObject, type Type, widerKinds } from "./type.ts";
import { typeOfValue, valuesIn } from "./value-types.ts";

/**
 * The part of a type that a schema refuses. The type as it is, if that cannot be told.
 *
 * It can be told of a schema that is about one property of an object and lists the values that it takes.
 */
export function butFor(type: Type, schema: Schema): Type {
  if (type.kind !== "object") return type;
  const [[name, values] = [], ...more] = schema.schemasByName("properties");
  if (name === undefined || values === undefined || more.length > 0) {
    return type;
  }
  const before = type.properties.get(name);
  const listed = listedBy(values);
  if (
    before === undefined ||
    listed === undefined ||
    schema.texts("required").some((each) => each !== name) ||
    schema.typeNames.some((each) => each !== "object") ||
    !isOnly(schema, ["properties", "required", "type"])
  ) {
    return type;
  }
  const rest = without(before.type, listed);
  if (identityOf(rest) === identityOf(before.type)) return type;
  const property = { ...before, type: rest };
  return toObject(new Map(type.properties).set(name, property), type.others);
}

/** The literals that a schema takes, if all that it says is to list them. */
function listedBy(schema: Schema): readonly Type[] | undefined {
  const { typeNames } = schema;
  const keyword = schema.has("const") ? "const" : "enum";
  const types = valuesIn(schema, keyword).map(typeOfValue);
  const isPlain =
    isOnly(schema, ["type", keyword]) &&
    types.every(
      (type) =>
        (type.kind === "literal" || type.kind === "null") &&
        (typeNames.length === 0 ||
          [type.kind, ...widerKinds(type)].some((kind) =>
            typeNames.includes(kind),
          )),
    );
  return isPlain ? types : undefined;
}

/** Whether a schema has no other keywords, but for those that only describe. */
function isOnly({ parts }: Schema, keywords: readonly string[]): boolean {
  const known = [...keywords, "title", "description", "$comment"];
  return [...parts.keys()].every((key) => known.includes(key));
}
