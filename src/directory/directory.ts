import type {
  Credential,
  Group,
  Item,
  Membership,
  Organization,
  OrganizationContents,
  Project,
  TeamSpace,
  User,
} from "../model/organization.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { byCodeUnits } from "../util/order.ts";
import { normalizeUserId } from "../model/user-id.ts";

const NO_MEMBERSHIPS: readonly Membership[] = Object.freeze([]);
const NO_TEAM_SPACES: readonly TeamSpace[] = Object.freeze([]);
const NO_ITEMS: readonly Item[] = Object.freeze([]);

/**
 * One organization of a directory, with everything in it indexed by id. Immutable.
 *
 * User ids are compared without case, and all other ids exactly. Lists are ordered by id, so the order of documents
 * does not matter.
 */
export class OrganizationDirectory implements OrganizationContents {
  readonly organization: Organization;
  readonly projects: readonly Project[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly credentials: readonly Credential[];
  readonly teamSpaces: readonly TeamSpace[];
  readonly items: readonly Item[];

  readonly #projects: ReadonlyMap<string, Project>;
  readonly #users: ReadonlyMap<string, User>;
  readonly #groups: ReadonlyMap<string, Group>;
  readonly #credentials: ReadonlyMap<string, Credential>;
  readonly #teamSpaces: ReadonlyMap<string, TeamSpace>;
  readonly #items: ReadonlyMap<string, readonly Item[]>;
  readonly #memberships: ReadonlyMap<string, readonly Membership[]>;
  readonly #teamSpacesOf: ReadonlyMap<string, readonly TeamSpace[]>;

  constructor(contents: OrganizationContents) {
    this.organization = freezeDeep(contents.organization);
    this.projects = sortById(contents.projects);
    this.users = sortById(contents.users);
    this.groups = sortById(contents.groups);
    this.credentials = sortById(contents.credentials);
    this.teamSpaces = sortById(contents.teamSpaces);
    this.items = sorted(contents.items, ({ id, project, kind }) => [
      id,
      project,
      kind,
    ]);

    this.#projects = byId(this.projects);
    this.#users = byId(this.users);
    this.#groups = byId(this.groups);
    this.#credentials = byId(this.credentials);
    this.#teamSpaces = byId(this.teamSpaces);
    this.#items = groupBy(this.items, (item) => item.id);
    this.#memberships = groupBy(
      this.groups.flatMap((group) =>
        group.members.map(({ user, starts, expires }) => ({
          user,
          membership: Object.freeze({ group, starts, expires }),
        })),
      ),
      ({ user }) => user,
      ({ membership }) => membership,
    );
    this.#teamSpacesOf = groupBy(
      this.teamSpaces.flatMap((space) =>
        [...new Set(space.members)].map((user) => ({ user, space })),
      ),
      ({ user }) => user,
      ({ space }) => space,
    );
    Object.freeze(this);
  }

  project(id: string): Project | undefined {
    return this.#projects.get(id);
  }

  /** @throws {UnknownNameError} if the organization has no project with this id */
  existingProject(id: string): Project {
    const found = this.#projects.get(id);
    if (found !== undefined) return found;
    throw new UnknownNameError("project", id, this.#projects.keys(), {
      where: `in ${this.organization.id}`,
    });
  }

  user(id: string): User | undefined {
    return this.#users.get(id) ?? this.#users.get(normalizeUserId(id));
  }

  group(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  credential(id: string): Credential | undefined {
    return this.#credentials.get(id);
  }

  teamSpace(id: string): TeamSpace | undefined {
    return this.#teamSpaces.get(id);
  }

  /** The flags and experiments with this id. A project has at most one of each kind. */
  itemsWithId(id: string): readonly Item[] {
    return this.#items.get(id) ?? NO_ITEMS;
  }

  /** The groups that list the user, live or not, ordered by group id. */
  memberships(user: string): readonly Membership[] {
    return this.#memberships.get(normalizeUserId(user)) ?? NO_MEMBERSHIPS;
  }

  /** The team spaces that list the user, ordered by id. It leaves out spaces that only a group of the user joins. */
  teamSpacesOf(user: string): readonly TeamSpace[] {
    return this.#teamSpacesOf.get(normalizeUserId(user)) ?? NO_TEAM_SPACES;
  }
}

/** A whole directory: valid, complete, indexed, and immutable. `loadDirectory` makes one. */
export class Directory {
  readonly organizations: readonly OrganizationDirectory[];
  readonly #organizations: ReadonlyMap<string, OrganizationDirectory>;

  constructor(contents: readonly OrganizationContents[]) {
    this.organizations = Object.freeze(
      contents
        .map((each) => new OrganizationDirectory(each))
        .toSorted((a, b) => byCodeUnits(a.organization.id, b.organization.id)),
    );
    this.#organizations = new Map(
      this.organizations.map((each) => [each.organization.id, each]),
    );
    // A subclass freezes the object itself, after it has set its own fields.
    if (new.target === Directory) Object.freeze(this);
  }

  organization(id: string): OrganizationDirectory | undefined {
    return this.#organizations.get(id);
  }

  /** @throws {UnknownNameError} if the directory has no organization with this id */
  existingOrganization(id: string): OrganizationDirectory {
    const found = this.#organizations.get(id);
    if (found !== undefined) return found;
    throw new UnknownNameError("organization", id, this.#organizations.keys());
  }
}

function sortById<T extends { readonly id: string }>(
  list: readonly T[],
): readonly T[] {
  return sorted(list, ({ id }) => [id]);
}

function sorted<T>(
  list: readonly T[],
  keys: (each: T) => readonly string[],
): readonly T[] {
  const keyed = list.map((each) => ({ each, key: keys(each) }));
  keyed.sort((a, b) => {
    const at = a.key.findIndex((part, index) => part !== b.key[index]);
    return at < 0 ? 0 : byCodeUnits(a.key[at] ?? "", b.key[at] ?? "");
  });
  return freezeDeep(keyed.map(({ each }) => each));
}

function byId<T extends { readonly id: string }>(
  list: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(list.map((each) => [each.id, each]));
}

function groupBy<T, V = T>(
  list: readonly T[],
  key: (each: T) => string,
  value: (each: T) => V = (each) => each as unknown as V,
): ReadonlyMap<string, readonly V[]> {
  const groups = new Map<string, V[]>();
  for (const each of list) {
    const group = groups.get(key(each));
    if (group === undefined) groups.set(key(each), [value(each)]);
    else group.push(value(each));
  }
  for (const group of groups.values()) Object.freeze(group);
  return groups;
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) {
    return value;
  }
  for (const each of Object.values(value)) freezeDeep(each);
  return Object.freeze(value);
}
