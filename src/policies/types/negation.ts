import type { SchemaPart } from "../tree/schemas.ts";
import { entriesOf, itemsOf, textOf, valueOf } from "../tree/yaml/node.ts";
import { without } from "./narrow.ts";
import { propertiesOf } from "./schema-parts.ts";
import { typeOfValue } from "./schema-values.ts";
import { identityOf, toObject, type Type } from "./type.ts";

/**
 * What of a type a schema refuses, or as little more as can be said; the very same where that is all of it.
 *
 * It can be said where the schema is about one property of an object and lists its values.
 */
export function butFor(type: Type, schema: SchemaPart): Type {
  if (type.kind !== "object") return type;
  const [[name, values] = [], ...more] = propertiesOf(schema);
  if (name === undefined || values === undefined || more.length > 0) {
    return type;
  }
  const before = type.properties.get(name);
  const listed = listedBy(values);
  const required = itemsOf(valueOf(schema.node, "required"));
  if (
    before === undefined ||
    listed === undefined ||
    !required.every((each) => textOf(each) === name) ||
    (textOf(valueOf(schema.node, "type")) ?? "object") !== "object" ||
    !isOnly(schema, ["properties", "required", "type"])
  ) {
    return type;
  }
  const rest = without(before.type, listed);
  if (identityOf(rest) === identityOf(before.type)) return type;
  const property = { ...before, type: rest };
  return toObject(new Map(type.properties).set(name, property), type.others);
}

/** The literals that a schema allows, where all that it says is to list them. */
function listedBy(schema: SchemaPart): readonly Type[] | undefined {
  const { node } = schema;
  const only = valueOf(node, "const");
  const values = only === undefined ? itemsOf(valueOf(node, "enum")) : [only];
  const types = values.map(typeOfValue);
  const name = textOf(valueOf(node, "type"));
  const isPlain =
    isOnly(schema, ["type", only === undefined ? "enum" : "const"]) &&
    types.every((type) =>
      type.kind === "literal"
        ? (name ?? typeof type.value) === typeof type.value
        : type.kind === (name ?? "null"),
    );
  return isPlain ? types : undefined;
}

/** Whether a schema has no other keys, but for those that only describe. */
function isOnly({ node }: SchemaPart, keys: readonly string[]): boolean {
  const known = [...keys, "title", "description", "$comment"];
  return entriesOf(node).every(({ key }) => known.includes(key.text));
}
