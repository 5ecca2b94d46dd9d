import type { Kind } from "../policies/catalog.ts";
import { ORGANIZATION, PROJECT } from "./columns.ts";

/** Where a resource is, seen from a column: with its role, or where it has none. */
export const PLACES = ["here", "project", "organization"] as const;
export type Place = (typeof PLACES)[number];

/** How a row says that it is about a resource elsewhere. */
export const PLACE_TEXTS: Readonly<Record<Place, string | undefined>> = {
  here: undefined,
  project: "in another project",
  organization: "of another organization",
};

/** The attributes that say where a resource of this kind is, as far as it has them. */
export function placeOf(
  { attributes }: Kind,
  place: Place,
): Readonly<Record<string, string>> {
  const of = {
    organization: place === "organization" ? "elsewhere" : ORGANIZATION,
    project: place === "project" ? "elsewhere" : PROJECT,
  };
  return Object.fromEntries(
    Object.entries(of).filter(([name]) => attributes.has(name)),
  );
}
