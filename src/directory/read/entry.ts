import type { DirectoryDocument } from "../documents.ts";
import type { Path } from "./path.ts";
import type { PathTree } from "./schema/path-tree.ts";
import type { Origin } from "./report.ts";

export type Kind = DirectoryDocument["kind"];

/** The documents of one kind. */
export type DocumentOf<K extends Kind> = Extract<
  DirectoryDocument,
  { kind: K }
>;

/** A document without the values that its schema refused. List items keep their index: a refused item is undefined. */
export type Draft<T> = T extends readonly (infer E)[]
  ? readonly (Draft<E> | undefined)[]
  : T extends object
    ? { readonly [P in keyof T]?: Draft<T[P]> | undefined }
    : T;

/**
 * The paths that the schema refused in a document, or `all` if the whole document was refused or could not be parsed.
 */
export type Doubts = PathTree | "all" | undefined;

interface EntryOf<K extends Kind> {
  readonly kind: K;
  readonly origin: Origin;
  readonly document: Draft<DocumentOf<K>>;
  readonly doubts: Doubts;
}

/** A document of a known kind, as the checks see it. A union by `kind`. */
export type Entry<K extends Kind = Kind> = K extends Kind ? EntryOf<K> : never;

/**
 * Whether the value at `path`, or a part of it, was refused. If so, its absence means nothing, and no default holds.
 */
export function isDoubtful(entry: Entry, path: Path): boolean {
  if (entry.doubts === undefined) return false;
  return entry.doubts === "all" || entry.doubts.touches(path);
}
