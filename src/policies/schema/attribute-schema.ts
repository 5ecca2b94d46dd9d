/** What a schema says of the attributes of a kind of resource. */
export interface AttributeSchema {
  /** The attributes that it declares, with the JSON type of each. */
  readonly attributes: ReadonlyMap<string, AttributeType>;
  /** The attributes that hold a user id, or a list of them. */
  readonly userAttributes: ReadonlySet<string>;
  /** The values that it lists for an attribute, whatever they depend on. An attribute that may have other values is not in it. */
  readonly values: ReadonlyMap<string, readonly AttributeValue[]>;
  /** What is wrong with a resource's attributes by the schema that the PDP enforces; empty if nothing. */
  problems(attr: Readonly<Record<string, unknown>>): readonly string[];
}

export type AttributeType =
  "string" | "integer" | "number" | "boolean" | "array" | "object";

export type AttributeValue = string | number | boolean;
