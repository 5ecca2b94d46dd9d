import type { YamlNode } from "../tree/yaml/node.ts";
import type { Schema } from "./schema.ts";

/** What a schema says about itself, or else what it refers to does. */
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
