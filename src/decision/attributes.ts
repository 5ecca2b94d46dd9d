import type { Kind } from "../policies/catalog.ts";
import type { AttributeType } from "../policies/schema/attribute-schema.ts";
import { normalizeUserId } from "../model/user-id.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";

export type AttributeValue = string | number | boolean | string[];

export type Attributes = Record<string, AttributeValue>;

/**
 * A resource's attributes as its schema has them: text is read as what the attribute's type makes of it, lists with commas,
 * user ids in lower case.
 *
 * @throws {UnknownNameError} where the kind has no such attribute
 */
export function readAttributes(
  kind: Kind,
  given: Readonly<Record<string, AttributeValue>>,
): Attributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const type = kind.attributes.get(name);
      if (type === undefined) {
        throw new UnknownNameError("attribute", name, kind.attributes.keys(), {
          where: `of ${kind.name}`,
        });
      }
      const isUser = kind.userAttributes.has(name);
      return [name, readAttribute(type, isUser, value)];
    }),
  );
}

/** What a value means by the attribute's type; what it cannot mean stays as it is, for the schema to refuse. */
function readAttribute(
  type: AttributeType,
  isUser: boolean,
  value: AttributeValue,
): AttributeValue {
  const read = isUser ? normalize : <T>(text: T): T => text;
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== "string") return value;
  switch (type) {
    case "integer":
      return /^-?\d+$/.test(value) ? Number(value) : value;
    case "number":
      return value.trim() === "" || Number.isNaN(Number(value))
        ? value
        : Number(value);
    case "boolean":
      return value === "true" || value === "false" ? value === "true" : value;
    case "array":
      return value === ""
        ? []
        : value.split(",").map((each) => read(each.trim()));
    case "object":
      return value;
    case "string":
      return read(value);
  }
}

/** What is no text stays as it is, for the schema to refuse. */
function normalize<T>(userId: T): T | string {
  return typeof userId === "string" ? normalizeUserId(userId) : userId;
}
