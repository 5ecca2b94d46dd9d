import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { itemAttributes, ITEMS } from "./items.ts";
import { appliesTo, type KnownOf, type OwnAttribute } from "./own-kind.ts";

/** The resources of some kinds that a directory holds. */
interface HeldResources extends KnownOf {
  /** Lists all resources of a kind in the directory of an organization, ordered by id, with all attributes. */
  readonly list: (
    contents: OrganizationDirectory,
    kind: string,
  ) => readonly Pick<Resource, "id" | "attr">[];
  /** Attributes that a question need not give, because they are looked up. */
  readonly lookedUp?: readonly OwnAttribute[];
}

const HELD: readonly HeldResources[] = [
  {
    ...ITEMS,
    list: ({ items }, kind) =>
      items
        .filter((item) => item.kind === kind)
        .map((item) => ({
          id: item.id,
          attr: { organization: item.organization, ...itemAttributes(item) },
        })),
    lookedUp: ["access", "editors"],
  },
  {
    kinds: ["project"],
    attributes: ["project"],
    list: ({ projects }) =>
      projects.map(({ id, organization }) => ({
        id,
        attr: { organization, project: id },
      })),
  },
  {
    kinds: ["organization"],
    attributes: ["owner"],
    list: ({ organization: { id, owner } }) => [
      { id, attr: { organization: id, owner } },
    ],
  },
  {
    kinds: ["permission_group"],
    attributes: [],
    list: ({ groups }) =>
      groups.map(({ id, organization }) => ({ id, attr: { organization } })),
  },
  {
    kinds: ["team_space"],
    attributes: [],
    list: ({ teamSpaces }) =>
      teamSpaces.map(({ id, organization }) => ({
        id,
        attr: { organization },
      })),
  },
  {
    kinds: ["user_profile"],
    attributes: ["user"],
    list: ({ users }) =>
      users.map(({ id, organization }) => ({
        id,
        attr: { organization, user: id },
      })),
  },
];

/** The kinds whose resources a directory holds. */
export const HELD_KINDS: readonly string[] = HELD.flatMap(({ kinds }) => kinds);

/**
 * All resources of a kind that a directory holds. Undefined if directories do not hold this kind, and for a kind of
 * other policies with the same name but other attributes.
 */
export function heldResources(
  contents: OrganizationDirectory,
  kind: Kind,
): readonly Resource[] | undefined {
  const held = HELD.find((each) => appliesTo(each, kind))
    ?.list(contents, kind.name)
    .map((each) => ({ ...each, kind: kind.name }));
  const [first] = held ?? [];
  return first === undefined || kind.problems(first.attr).length === 0
    ? held
    : undefined;
}

/** The attributes of a held resource that a question about it must give. */
export function identifyingAttributes(
  kind: Kind,
  { attr }: Resource,
): Resource["attr"] {
  const lookedUp: readonly string[] =
    HELD.find((each) => appliesTo(each, kind))?.lookedUp ?? [];
  return Object.fromEntries(
    Object.entries(attr).filter(([name]) => !lookedUp.includes(name)),
  );
}
