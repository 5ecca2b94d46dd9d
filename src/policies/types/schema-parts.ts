import type { SchemaPart } from "../tree/schemas.ts";
import { entriesOf, itemsOf, valueOf } from "../tree/yaml/node.ts";

/** The schema that a key of another one has, such as `items`. */
export function partAt(part: SchemaPart, key: string): SchemaPart | undefined {
  const node = valueOf(part.node, key);
  return node && { ...part, node };
}

/** The schemas that a key has a list of, such as `allOf`. */
export function partsOf(part: SchemaPart, key: string): readonly SchemaPart[] {
  return itemsOf(valueOf(part.node, key)).map((node) => ({ ...part, node }));
}

/** The schemas of the properties. */
export function propertiesOf(
  part: SchemaPart,
): ReadonlyMap<string, SchemaPart> {
  return new Map(
    entriesOf(valueOf(part.node, "properties")).map(({ key, value }) => [
      key.text,
      { ...part, node: value },
    ]),
  );
}
