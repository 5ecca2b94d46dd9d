import type { Entry, Kind } from "../entry.ts";

/** All documents of a directory as they were read, and facts about documents that could not be read. */
export class DirectoryDraft {
  readonly entries: Entry[] = [];
  readonly #strayIds = new Set<string>();
  #unreadable = false;
  /** Kinds that have documents whose id is not known here. */
  readonly #open = new Set<Kind>();

  add(entry: Entry): void {
    this.entries.push(entry);
    if (entry.document.id === undefined) this.#open.add(entry.kind);
  }

  /** Notes the id of a document of unknown kind or organization. Any reference to this id may mean that document. */
  addStray(id: unknown): void {
    if (typeof id === "string") this.#strayIds.add(id.toLowerCase());
  }

  /** Notes that documents of these kinds exist elsewhere, so that references to them are not problems. */
  addElsewhere(...kinds: readonly Kind[]): void {
    for (const kind of kinds) this.#open.add(kind);
  }

  /** Notes that something could not be read at all. */
  addUnreadable(): void {
    this.#unreadable = true;
  }

  /**
   * Whether a document with this id, or any document of this kind, may exist among those that could not be read.
   *
   * If so, its absence is not reported, because the reason for it is reported already.
   */
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
