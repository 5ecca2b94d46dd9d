import { without } from "./narrow.ts";
import type { Schema } from "./schema.ts";
import { identityOf, toObject, type Type, widerKinds } from "./type.ts";
import { typeOfValue, valuesIn } from "./value-types.ts";

/**
 * The part of a type that a schema refuses. It is known only if the schema is about one property of an object, and
 * lists its values. Otherwise it is the whole type.
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

/** The literals that a schema accepts. Undefined if it does anything but list them. */
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

/** Whether a schema has only these keywords and keywords that describe it. */
function isOnly({ parts }: Schema, keywords: readonly string[]): boolean {
  const known = [...keywords, "title", "description", "$comment"];
  return [...parts.keys()].every((key) => known.includes(key));
}
