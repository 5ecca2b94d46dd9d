import { printable } from "../../util/quote.ts";
import type { ObjectType, Property, Type } from "../schema/type.ts";
import { docComment } from "./comment.ts";

/** A type in TypeScript. Only objects take more than one line. */
export function printType(type: Type, indent = ""): string {
  switch (type.kind) {
    case "literal":
      return typeof type.value === "string"
        ? stringLiteral(type.value)
        : String(type.value);
    case "integer":
      return "number";
    case "array": {
      const isCompound = type.of.kind === "union" || type.of.kind === "array";
      const of = printType(type.of, indent);
      return `readonly ${isCompound ? `(${of})` : of}[]`;
    }
    case "union":
      return type.of.map((each) => printType(each, indent)).join(" | ");
    case "object":
      return printObject(type, indent);
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "unknown":
    case "never":
      return type.kind;
  }
}

function printObject(
  { properties, others }: ObjectType,
  indent: string,
): string {
  const isClosed = others.kind === "never";
  if (isClosed && properties.size === 0)
    return "Readonly<Record<string, never>>";
  const inner = `${indent}  `;
  const lines = [...properties].flatMap((each) => printProperty(each, inner));
  if (!isClosed) {
    // In the schema this is only about other properties, but TypeScript applies it to all.
    const type = properties.size > 0 ? "unknown" : printType(others, inner);
    lines.push(`readonly [name: string]: ${type};`);
  }
  return ["{", ...lines.map((line) => `${inner}${line}`), `${indent}}`].join(
    "\n",
  );
}

function printProperty(
  [name, { type, required, description }]: readonly [string, Property],
  indent: string,
): readonly string[] {
  const key = `${propertyName(name)}${required ? "" : "?"}`;
  return [
    ...docComment(description),
    `readonly ${key}: ${printType(type, indent)};`,
  ];
}

/** A string literal on one line, with invisible characters escaped. */
function stringLiteral(text: string): string {
  return printable(JSON.stringify(text));
}

/** The name of a property, in quotes unless it is an identifier. */
function propertyName(name: string): string {
  return /^[\p{L}$_][\p{L}\p{Mn}\p{Nd}$_]*$/u.test(name)
    ? name
    : stringLiteral(name);
}
