import type { OrganizationDirectory } from "../../directory/directory.ts";
import type { Item } from "../../model/organization.ts";
import type { Resource } from "../../pdp/pdp.ts";

/** Gives all resources of a kind that an organization's directory holds, in the order of ids, with all their attributes. */
type Lister = (contents: OrganizationDirectory) => readonly Resource[];

const LISTERS: ReadonlyMap<string, Lister> = new Map(
  Object.entries<Lister>({
    flag: items("flag"),
    experiment: items("experiment"),
    project: ({ projects }) =>
      projects.map(({ id, organization }) => ({
        kind: "project",
        id,
        attr: { organization, project: id },
      })),
    organization: ({ organization: { id, owner } }) => [
      { kind: "organization", id, attr: { organization: id, owner } },
    ],
    permission_group: ({ groups }) =>
      groups.map(({ id, organization }) => ({
        kind: "permission_group",
        id,
        attr: { organization },
      })),
    team_space: ({ teamSpaces }) =>
      teamSpaces.map(({ id, organization }) => ({
        kind: "team_space",
        id,
        attr: { organization },
      })),
    user_profile: ({ users }) =>
      users.map(({ id, organization }) => ({
        kind: "user_profile",
        id,
        attr: { organization, user: id },
      })),
  }),
);

/** The kinds whose resources a directory holds. */
export const HELD_KINDS = [...LISTERS.keys()];

/** All resources of a kind; undefined where a directory holds none of that kind. */
export function heldResources(
  contents: OrganizationDirectory,
  kind: string,
): readonly Resource[] | undefined {
  return LISTERS.get(kind)?.(contents);
}

function items(kind: Item["kind"]): Lister {
  return ({ items }) =>
    items
      .filter((item) => item.kind === kind)
      .map(({ id, organization, project, access, editors }) => ({
        kind,
        id,
        attr: { organization, project, access, editors: [...editors] },
      }));
}
