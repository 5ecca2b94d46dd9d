import type { Entry, Kind } from "../entry.ts";

/** All the documents of a directory as they were read, and what is known to be missing from them. */
export class Corpus {
  readonly entries: Entry[] = [];
  readonly #strayIds = new Set<string>();
  #unreadable = false;
  readonly #nameless = new Set<Kind>();

  add(entry: Entry): void {
    this.entries.push(entry);
    if (entry.document.id === undefined) this.#nameless.add(entry.kind);
  }

  /** Notes the id of a document whose kind or organization is not known: it may be the id of anything. */
  addStray(id: unknown): void {
    if (typeof id === "string") this.#strayIds.add(id.toLowerCase());
  }

  /** Notes that there is something that could not be read at all. */
  addUnreadable(): void {
    this.#unreadable = true;
  }

  /** Whether it may be there, although no document has it: then it is not reported, because its cause already is. */
  mayHold(kind: Kind, id?: string): boolean {
    return (
      this.#unreadable ||
      this.#nameless.has(kind) ||
      (id === undefined
        ? this.#strayIds.size > 0
        : this.#strayIds.has(id.toLowerCase()))
    );
  }
}
