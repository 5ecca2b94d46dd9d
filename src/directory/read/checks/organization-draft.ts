import type { Entry, Kind } from "../entry.ts";
import { normalizeUserId } from "../../../model/user-id.ts";

type Owned = Exclude<Kind, "Organization">;
type Lists = { readonly [K in Owned]: Entry<K>[] };
type Index = Map<string, Entry>;

/** The documents of one organization, in the order in which they were read, and by id. */
export class OrganizationDraft {
  readonly entry: Entry<"Organization">;
  readonly lists: Lists = {
    Project: [],
    Group: [],
    User: [],
    Credential: [],
    TeamSpace: [],
    Flag: [],
    Experiment: [],
  };
  readonly #indexes = new Map<Kind, Index>();

  constructor(entry: Entry<"Organization">) {
    this.entry = entry;
  }

  /** The organization's id, even if its schema refused it. */
  get id(): string {
    const { document, origin } = this.entry;
    return document.id ?? origin.id ?? "";
  }

  /** Adds an entry. Returns an earlier entry with the same id, if there is one. */
  add(entry: Entry<Owned>): Entry | undefined {
    (this.lists[entry.kind] as Entry<Owned>[]).push(entry);
    const key = keyOf(entry);
    if (key === undefined) return undefined;
    const index = this.#index(entry.kind);
    const first = index.get(key);
    if (first === undefined) index.set(key, entry);
    return first;
  }

  /** Whether there is a document of this kind with this id. User ids are compared without case. */
  has(kind: Kind, id: string): boolean {
    return this.#index(kind).has(kind === "User" ? normalizeUserId(id) : id);
  }

  user(id: string): Entry<"User"> | undefined {
    const entry = this.#index("User").get(normalizeUserId(id));
    return entry?.kind === "User" ? entry : undefined;
  }

  project(id: string): Entry<"Project"> | undefined {
    const entry = this.#index("Project").get(id);
    return entry?.kind === "Project" ? entry : undefined;
  }

  /** The ids of a kind. User ids are in lower case. */
  ids(kind: Kind): Iterable<string> {
    return this.#index(kind).keys();
  }

  #index(kind: Kind): Index {
    let index = this.#indexes.get(kind);
    if (index === undefined) {
      index = new Map<string, Entry>();
      this.#indexes.set(kind, index);
    }
    return index;
  }
}

/** The key that must be unique among an organization's documents of one kind. */
function keyOf({ kind, document }: Entry): string | undefined {
  const { id } = document;
  if (id === undefined) return undefined;
  if (kind === "User") return normalizeUserId(id);
  if (!("project" in document)) return isItem(kind) ? undefined : id;
  return `${document.project ?? ""}/${id}`;
}

function isItem(kind: Kind): boolean {
  return kind === "Flag" || kind === "Experiment";
}
