import type { Value } from "@cerbos/core";
import type { Kind } from "../policies/catalog.ts";
import { attributesAt } from "./distance.ts";

const OTHER = "somebody-else@organization";

/**
 * Attributes of resources of a kind, in all combinations that its schema accepts. It tries each value that the schema
 * lists. Other texts and lists have the principal's id or another one, and numbers are 0 to 2. A kind with an attribute
 * that is an object has no combinations.
 */
export function* circumstances(
  kind: Kind,
  principal: string,
): Generator<Readonly<Record<string, Value>>> {
  const fixedHere = attributesAt("here", kind);
  const attributes = [...kind.attributes.keys()];
  for (const attr of combinations(attributes)) {
    if (kind.problems(attr).length === 0) yield attr;
  }

  function* combinations(
    names: readonly string[],
  ): Generator<Record<string, Value>> {
    const [name, ...rest] = names;
    if (name === undefined) {
      yield {};
      return;
    }
    for (const others of combinations(rest)) {
      for (const value of valuesOf(name)) yield { [name]: value, ...others };
    }
  }

  function valuesOf(name: string): readonly Value[] {
    const fixed = fixedHere[name];
    if (fixed !== undefined) return [fixed];
    const type = kind.attributes.get(name);
    if (type === "array") return [[principal], [OTHER], []];
    const listed = kind.values.get(name);
    if (listed !== undefined) return listed;
    switch (type) {
      case "boolean":
        return [true, false];
      case "integer":
      case "number":
        return [0, 1, 2];
      case "string":
        return [principal, OTHER];
      case "object":
      case undefined:
        return [];
    }
  }
}
