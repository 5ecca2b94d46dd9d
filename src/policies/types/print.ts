import { docComment } from "./comment.ts";
import { propertyName, stringLiteral } from "./literal.ts";
import type {
  ObjectType,
  Property,
  ScalarType,
  Type,
  UnionType,
} from "./type.ts";

/** Where the text of a type stands: what is before it on its first line, and after it on its last. */
interface Place {
  /** The spaces at the beginning of the line. */
  readonly indent: number;
  readonly column: number;
  readonly after: number;
}

const WIDTH = 80;

/**
 * A type as Prettier lays it out.
 *
 * @param indent the spaces at the beginning of its first line
 * @param column how much of the first line is taken; on the last one, a `;` is to follow
 */
export function printType(type: Type, indent: number, column: number): string {
  return print(type, { indent, column, after: 1 });
}

/** A property with its comment, without the spaces before the first line. */
function printProperty(
  [name, { type, required, description }]: readonly [string, Property],
  indent: number,
): string {
  const head = `readonly ${propertyName(name)}${required ? "" : "?"}:`;
  const text = printType(type, indent, indent + head.length + 1);
  return [
    ...docComment(description),
    `${head}${text.startsWith("\n") ? "" : " "}${text};`,
  ].join(lineAt(indent));
}

function print(type: Type, place: Place): string {
  const flat = flatten(type);
  if (flat !== undefined && fits(flat, place)) return flat;
  if (type.kind === "object") return printObject(type, place.indent);
  if (type.kind === "array") return printArray(type.of, place);
  if (type.kind !== "union") return printScalar(type);
  return isNullable(type)
    ? type.of.map((each) => print(each, place)).join(" | ")
    : printAlternatives(type, place.indent, place.after);
}

function printObject({ properties, others }: ObjectType, at: number): string {
  const indent = at + 2;
  const lines = [...properties].map((each) => printProperty(each, indent));
  if (others.kind !== "never") {
    // It is about the others only, but TypeScript holds every property to it.
    const type: Type = properties.size > 0 ? { kind: "unknown" } : others;
    const head = "readonly [name: string]: ";
    const text = printType(type, indent, indent + head.length);
    lines.push(`${text.startsWith("\n") ? head.trimEnd() : head}${text};`);
  }
  const inner = lines.map((each) => `${lineAt(indent)}${each}`).join("");
  return `{${inner}${lineAt(at)}}`;
}

function printArray(of: Type, place: Place): string {
  const { indent, column, after } = place;
  if (of.kind === "union" && !isNullable(of)) {
    const text = printAlternatives(of, indent, 0);
    return `readonly (${text}${lineAt(indent)})[]`;
  }
  const [open, close] = bracketsFor(of);
  const inner = print(of, {
    indent,
    column: column + open.length,
    after: after + close.length,
  });
  return `${open}${inner}${close}`;
}

/** On lines of their own: on one, or else each on one. */
function printAlternatives(type: UnionType, at: number, after: number): string {
  const line = lineAt(at + 2);
  const flat = flatten(type);
  if (flat !== undefined && fits(flat, { column: at + 2, after })) {
    return `${line}${flat}`;
  }
  const indent = at + 4;
  const last = type.of.length - 1;
  return type.of
    .map((each, index) => {
      const place = { indent, column: indent, after: index < last ? 0 : after };
      return `${line}| ${print(each, place)}`;
    })
    .join("");
}

/** An object or `null`, which stand on the lines of the object. */
function isNullable({ of: [first, second, ...more] }: UnionType): boolean {
  return (
    first?.kind === "object" && second?.kind === "null" && more.length === 0
  );
}

function bracketsFor(of: Type): readonly [open: string, close: string] {
  return of.kind === "union" || of.kind === "array"
    ? ["readonly (", ")[]"]
    : ["readonly ", "[]"];
}

/** A type on one line; nothing for an object, which never is. */
function flatten(type: Type): string | undefined {
  if (type.kind === "array") {
    const [open, close] = bracketsFor(type.of);
    const of = flatten(type.of);
    return of && `${open}${of}${close}`;
  }
  if (type.kind === "union") {
    const members = type.of.map(flatten);
    return members.includes(undefined) ? undefined : members.join(" | ");
  }
  if (type.kind === "object") {
    const { properties, others } = type;
    const isEmpty = properties.size === 0 && others.kind === "never";
    return isEmpty ? "Readonly<Record<string, never>>" : undefined;
  }
  return printScalar(type);
}

function printScalar(type: ScalarType): string {
  if (type.kind !== "literal") return type.kind;
  return typeof type.value === "string"
    ? stringLiteral(type.value)
    : String(type.value).replace("e+", "e");
}

function fits(
  text: string,
  { column, after }: Pick<Place, "column" | "after">,
): boolean {
  return column + text.length + after <= WIDTH;
}

function lineAt(indent: number): string {
  return `\n${" ".repeat(indent)}`;
}
