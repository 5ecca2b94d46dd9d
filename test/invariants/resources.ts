import type { Attributes } from "../../src/decision/attributes.ts";
import type { Kind } from "../../src/policies/catalog.ts";
import { product } from "./product.ts";

export type { Attributes };

/** Every principal of the invariants is called this, credentials too: so `self` means the same to all of them. */
export const SELF = "kim@acme.example";
export const OTHER = "else@acme.example";

/**
 * Where a resource can be, for a principal of acme who has their roles in the project web: there, in another project of acme,
 * or in another organization's project of the same name.
 */
export const PLACES = [
  { organization: "acme", project: "web" },
  { organization: "acme", project: "ios" },
  { organization: "globex", project: "web" },
] as const;

/** The attributes of every resource of a kind that can make a difference, in every place. */
export function resourcesOf(kind: Kind): readonly Attributes[] {
  const places = kind.attributes.has("project")
    ? PLACES
    : [{ organization: "acme" }, { organization: "globex" }];
  return places.flatMap((place) =>
    ownAttributesOf(kind).map((own) => ({ ...place, ...own })),
  );
}

/**
 * The attributes of a kind, but for its organization and project, in every combination that its schema accepts.
 *
 * It is all that can make a difference: of booleans and of what the schema lists, every value; of users, the principal and somebody
 * else; of lists of users, every list of these two; of counts, none, one and several.
 */
export function ownAttributesOf(kind: Kind): readonly Attributes[] {
  const own = [...kind.attributes.keys()].filter(
    (name) => name !== "organization" && name !== "project",
  );
  const place = kind.attributes.has("project")
    ? PLACES[0]
    : { organization: "acme" };
  return product<Attributes>(
    Object.fromEntries(own.map((name) => [name, domainOf(kind, name)])),
  ).filter(
    (attributes) => kind.problems({ ...place, ...attributes }).length === 0,
  );
}

function domainOf(kind: Kind, name: string): readonly Attributes[string][] {
  const listed = kind.values.get(name);
  if (listed !== undefined) return listed;
  switch (kind.attributes.get(name)) {
    case "boolean":
      return [false, true];
    case "integer":
      return [0, 1, 2];
    case "array":
      return [[], [SELF], [OTHER], [SELF, OTHER]];
    case "string":
      return [SELF, OTHER];
    case "number":
    case "object":
    case undefined:
      throw new Error(`${kind.name}.${name} is nothing that varies here yet`);
  }
}
