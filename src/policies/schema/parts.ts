import { ITEM } from "../cel/path.ts";
import type { Schema } from "./schema.ts";

/** A schema of what is in a value: of a property, or of the items of a list. */
export interface Part {
  readonly schema: Schema;
  /** The type of the values that have such parts. */
  readonly of: "object" | "array";
  /** Whether it holds of all that is found under the name. */
  readonly always: boolean;
}

/** What a schema says of a property, or of any item of a list or a mapping. What it forbids is not there. */
export function partsAt(schema: Schema, name: string): readonly Part[] {
  const parts = name === ITEM ? items(schema) : properties(schema, name);
  return parts.filter((part) => !part.schema.isFalse);
}

function items(schema: Schema): readonly Part[] {
  const isPartial = schema.has("properties") || schema.has("patternProperties");
  return [
    ...part("array", schema.schema("items"), !schema.has("prefixItems")),
    ...part("object", others(schema), !isPartial),
  ];
}

function properties(schema: Schema, name: string): readonly Part[] {
  const own = [
    ...part("object", schema.schemasByName("properties").get(name)),
    ...[...schema.schemasByName("patternProperties")]
      .filter(([pattern]) => matches(pattern, name))
      .flatMap(([, each]) => part("object", each)),
  ];
  return own.length > 0 ? own : part("object", others(schema));
}

/** The schema of properties that are not named. That they may be there does not declare them. */
function others(schema: Schema): Schema | undefined {
  const found = schema.schema("additionalProperties");
  return found?.node.kind === "mapping" ? found : undefined;
}

function part(
  of: Part["of"],
  schema: Schema | undefined,
  always = true,
): readonly Part[] {
  return schema === undefined ? [] : [{ schema, of, always }];
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}
