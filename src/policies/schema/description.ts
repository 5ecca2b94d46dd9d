import type { YamlNode } from "../tree/yaml/node.ts";
import type { Schema } from "./schema.ts";

/** The description of a schema, or else of the schema that it refers to. */
export function descriptionOf(schema: Schema): string | undefined {
  const seen = new Set<YamlNode>();
  let next: Schema | undefined = schema;
  while (next !== undefined && !seen.has(next.node)) {
    seen.add(next.node);
    const description = next.text("description");
    if (description !== undefined) return description;
    next = next.target;
  }
  return undefined;
}
