import fc from "fast-check";
import type { Attributes } from "../../src/decision/attributes.ts";
import type { Kind } from "../../src/policies/catalog.ts";
import { PROJECTS, USERS } from "./random-principals.ts";

export type { Attributes };

/** A resource of a kind that its schema accepts: mostly in acme, in any project, and with the same users as principals are. */
export function resource(kind: Kind): fc.Arbitrary<Attributes> {
  return fc
    .record(
      Object.fromEntries(
        [...kind.attributes.keys()].map((name) => [
          name,
          attribute(kind, name),
        ]),
      ),
    )
    .filter((attributes) => kind.problems(attributes).length === 0);
}

function attribute(kind: Kind, name: string): fc.Arbitrary<Attributes[string]> {
  if (name === "organization") {
    return fc.constantFrom("acme", "acme", "acme", "acme", "globex");
  }
  if (name === "project") return fc.constantFrom(...PROJECTS, "elsewhere");
  const listed = kind.values.get(name);
  if (listed !== undefined) return fc.constantFrom(...listed);
  switch (kind.attributes.get(name)) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.nat(3);
    case "array":
      return fc.shuffledSubarray([...USERS]);
    case "string":
      return fc.constantFrom(...USERS);
    case "number":
    case "object":
    case undefined:
      throw new Error(`${kind.name}.${name} is nothing that varies here yet`);
  }
}
