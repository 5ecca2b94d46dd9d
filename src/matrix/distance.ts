import type { Kind } from "../policies/catalog.ts";
import { ORGANIZATION, PROJECT } from "./columns.ts";

/**
 * How far a resource is from where a column has its role: in the same project, in another one, or of another
 * organization.
 */
export const DISTANCES = ["here", "project", "organization"] as const;
export type Distance = (typeof DISTANCES)[number];

/** The words in a row whose resources are elsewhere. */
export const DISTANCE_TEXTS: Readonly<Record<Distance, string | undefined>> = {
  here: undefined,
  project: "in another project",
  organization: "of another organization",
};

/** The attributes that put a resource at this distance. Attributes that its kind does not have are left out. */
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
