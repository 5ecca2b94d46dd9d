import type { Entry, Kind } from "../entry.ts";

/** All the documents of a directory as they were read, and what is known to be missing from them. */
export class Corpus {
  readonly entries: Entry[] = [];
  readonly #strayIds = new Set<string>();
  #unreadable = false;
  /** Kinds that there is more of than has an id here. */
  readonly #open = new Set<Kind>();

  add(entry: Entry): void {
    this.entries.push(entry);
    if (entry.document.id === undefined) this.#open.add(entry.kind);
  }

  /** Notes the id of a document whose kind or organization is not known: it may be the id of anything. */
  addStray(id: unknown): void {
    if (typeof id === "string") this.#strayIds.add(id.toLowerCase());
  }

  /** Notes that documents of these kinds exist that are not among these, so that others may name them. */
  addElsewhere(...kinds: readonly Kind[]): void {
    for (const kind of kinds) this.#open.add(kind);
  }

  /** Notes that there is something that could not be read at all. */
  addUnreadable(): void {
    this.#unreadable = true;
  }

  /** Whether it may be there, although no document has it: then it is not reported, because its cause already is. */
  mayHold(kind: Kind, id?: string): boolean {
    return (
      this.#unreadable ||
      this.#open.has(kind) ||
      (id === undefined
        ? this.#strayIds.size > 0
        : this.#strayIds.has(id.toLowerCase()))
    );
  }
}
