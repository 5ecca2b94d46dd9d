import { itemsOf, type YamlNode } from "../tree/yaml/node.ts";
import { meet } from "./narrow.ts";
import type { Schema } from "./schema.ts";
import { ANY_ARRAY, ANY_OBJECT, type Type, union, UNKNOWN } from "./type.ts";

/** The part of a type that `type`, `const` and `enum` allow. */
export function narrowByValue(base: Type, schema: Schema): Type {
  let type = base;
  if (schema.has("type")) {
    type = meet(type, union(schema.typeNames.map(typeOfName)));
  }
  for (const keyword of ["const", "enum"] as const) {
    if (!schema.has(keyword)) continue;
    type = meet(type, union(valuesIn(schema, keyword).map(typeOfValue)));
  }
  return type;
}

/** The value of `const`, or the values of `enum`. */
export function valuesIn(
  schema: Schema,
  keyword: "const" | "enum",
): readonly YamlNode[] {
  const value = schema.value(keyword);
  if (value === undefined) return [];
  return keyword === "const" ? [value] : itemsOf(value);
}

/** The type with only this value of a JSON file, if there is one. Otherwise it has more values. */
export function typeOfValue(node: YamlNode): Type {
  if (node.kind === "list") return ANY_ARRAY;
  if (node.kind === "mapping") return ANY_OBJECT;
  // A plain value in JSON is a number, a boolean or null.
  const value: unknown = node.plain ? JSON.parse(node.text) : node.text;
  if (typeof value === "string" || typeof value === "boolean") {
    return { kind: "literal", value };
  }
  if (typeof value !== "number") return { kind: "null" };
  // A number that is too large has no literal.
  return Number.isFinite(value)
    ? { kind: "literal", value }
    : { kind: "number" };
}

/** The type with this name in JSON Schema. */
function typeOfName(name: string): Type {
  switch (name) {
    case "string":
    case "number":
    case "integer":
    case "boolean":
    case "null":
      return { kind: name };
    case "array":
      return ANY_ARRAY;
    case "object":
      return ANY_OBJECT;
    default:
      return UNKNOWN;
  }
}
