import type {
  AttributeSchema,
  AttributeType,
  AttributeValue,
} from "./attribute-schema.ts";
import { clausesOf } from "./composition.ts";
import type { Schema } from "./schema.ts";
import { membersOf, type Type, union, widerKinds } from "./type.ts";
import { typeOfSchema, typeOfValues } from "./type-of-schema.ts";

/** What a schema says of attributes, but for what is wrong with those of a resource. */
export function attributesOf(
  schema: Schema,
): Omit<AttributeSchema, "problems"> {
  const attributes = new Map<string, AttributeType>();
  const userAttributes = new Set<string>();
  const values = new Map<string, readonly AttributeValue[]>();
  const whole = typeOfSchema(schema);
  for (const [name, declared] of declarationsIn(schema)) {
    const type = typeIn(whole, name) ?? union(declared.map(typeOfValues));
    if (type.kind === "never") continue;
    attributes.set(name, attributeTypeOf(type));
    if (declared.some(isOfUserIds)) userAttributes.add(name);
    const listed = literalsOf(type);
    if (listed !== undefined) values.set(name, listed);
  }
  return { attributes, userAttributes, values };
}

/** The schemas of each attribute, in all that a schema is composed of. */
function declarationsIn(
  schema: Schema,
): ReadonlyMap<string, readonly Schema[]> {
  const found = new Map<string, readonly Schema[]>();
  for (const clause of clausesOf(schema)) {
    for (const [name, each] of clause.schema.schemasByName("properties")) {
      found.set(name, [...(found.get(name) ?? []), each]);
    }
  }
  return found;
}

/** The type of an attribute; nothing if it may be there and nobody says what it is. */
function typeIn(attributes: Type, name: string): Type | undefined {
  const objects = membersOf(attributes).filter(
    (each) => each.kind === "object",
  );
  const types = objects.flatMap(
    (each) => each.properties.get(name)?.type ?? [],
  );
  const isOpen = objects.some(({ others }) => others.kind !== "never");
  return types.length === 0 && isOpen ? undefined : union(types);
}

const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  "string",
  "integer",
  "number",
  "boolean",
  "array",
  "object",
];

/** The first of several types; text, if an attribute may be of any type. */
function attributeTypeOf(type: Type): AttributeType {
  const [first] = membersOf(union(membersOf(type).map(widen)));
  return ATTRIBUTE_TYPES.find((each) => each === first?.kind) ?? "string";
}

/** The type that a literal is of; any other type as it is. */
function widen(type: Type): Type {
  const [kind] = widerKinds(type);
  return type.kind === "literal" && kind !== undefined ? { kind } : type;
}

/** The literals that a type consists of, besides null; nothing if it has other values too. */
function literalsOf(type: Type): readonly AttributeValue[] | undefined {
  const members = membersOf(type).filter(({ kind }) => kind !== "null");
  const values = members.flatMap((each) =>
    each.kind === "literal" ? [each.value] : [],
  );
  return values.length > 0 && values.length === members.length
    ? values
    : undefined;
}

/** Whether it is about what the schemas define as a user id, or about a list of these. */
function isOfUserIds(schema: Schema): boolean {
  const clauses = clausesOf(schema);
  const items = clauses.flatMap((each) => each.schema.schema("items") ?? []);
  return [...clauses, ...items.flatMap(clausesOf)].some((each) =>
    /\/userIds?$/.test(each.schema.text("$ref") ?? ""),
  );
}
