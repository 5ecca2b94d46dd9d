import type { Value } from "@cerbos/core";
import type { Kind } from "../policies/catalog.ts";
import { ORGANIZATION, PROJECT } from "./columns.ts";

const OTHER = "somebody-else@organization";

/**
 * The attributes of resources of a kind, in every combination that its schema accepts: each value that the schema lists; of other
 * text and of lists, with the principal's id and with another; of numbers, 0 to 2.
 */
export function* circumstances(
  kind: Kind,
  principal: string,
): Generator<Readonly<Record<string, Value>>> {
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
    if (name === "organization") return [ORGANIZATION];
    if (name === "project") return [PROJECT];
    switch (kind.attributes.get(name)) {
      case "boolean":
        return [true, false];
      case "integer":
        return [0, 1, 2];
      case "array":
        return [[principal], [OTHER]];
      case "string":
      case undefined:
        return kind.values.get(name) ?? [principal, OTHER];
    }
  }
}
