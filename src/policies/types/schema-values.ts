import type { YamlNode } from "../tree/yaml/node.ts";
import { ANY_ARRAY, ANY_OBJECT, type Type, UNKNOWN } from "./type.ts";

/** The type that has this one value of a JSON file, or as little more as can be said. */
export function typeOfValue(node: YamlNode): Type {
  if (node.kind === "list") return ANY_ARRAY;
  if (node.kind === "mapping") return ANY_OBJECT;
  // What JSON writes without quotes is a number, a boolean or null.
  const value: unknown = node.plain ? JSON.parse(node.text) : node.text;
  if (typeof value === "string" || typeof value === "boolean") {
    return { kind: "literal", value };
  }
  if (typeof value !== "number") return { kind: "null" };
  // One that is too large has no literal.
  return Number.isFinite(value)
    ? { kind: "literal", value }
    : { kind: "number" };
}

/** The type that JSON Schema calls by this name. */
export function typeOfName(node: YamlNode): Type {
  const name = node.kind === "scalar" ? node.text : "";
  switch (name) {
    case "string":
    case "number":
    case "boolean":
    case "null":
      return { kind: name };
    case "integer":
      return { kind: "number" };
    case "array":
      return ANY_ARRAY;
    case "object":
      return ANY_OBJECT;
    default:
      return UNKNOWN;
  }
}
