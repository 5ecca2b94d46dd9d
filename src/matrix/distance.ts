import type { Kind } from "../policies/catalog.ts";
import { ORGANIZATION, PROJECT } from "./columns.ts";

/**
 * How far a resource is from where a column has its role: in the same project, in another one, or of another
 * organization.
 */
export const DISTANCES = ["here", "project", "organization"] as const;
export type Distance = (typeof DISTANCES)[number];

/** The words by which a row says that its resources are elsewhere. */
export const DISTANCE_TEXTS: Readonly<Record<Distance, string | undefined>> = {
  here: undefined,
  project: "in another project",
  organization: "of another organization",
};

/** The attributes for the place of a resource, as far as its kind has them. */
export function attributesAt(
  distance: Distance,
  { attributes }: Kind,
): Readonly<Record<string, string>> {
  const of = {
    organization: distance === "organization" ? "elsewhere" : ORGANIZATION,
    project: distance === "project" ? "elsewhere" : PROJECT,
  };
  return Object.fromEntries(
    Object.entries(of).filter(([name]) => attributes.has(name)),
  );
}
