import type { DirectoryDocument } from "../../src/directory/documents.ts";

/**
 * Leaves out of a directory's documents whatever can be left out, be it a document, an entry of a list or a key, as long as
 * `isStillOne` holds for what remains.
 */
export async function reduce(
  documents: readonly DirectoryDocument[],
  isStillOne: (documents: readonly DirectoryDocument[]) => Promise<boolean>,
): Promise<readonly DirectoryDocument[]> {
  for (const candidate of candidates(documents)) {
    if (await isStillOne(candidate)) return reduce(candidate, isStillOne);
  }
  return documents;
}

/** First without a whole organization, which nothing can be taken from but all, then without a part. */
function* candidates(
  documents: readonly DirectoryDocument[],
): Generator<readonly DirectoryDocument[], undefined> {
  for (const each of documents) {
    if (each.kind !== "Organization") continue;
    yield documents.filter(
      (other) =>
        other !== each &&
        (other.kind === "Organization" || other.organization !== each.id),
    );
  }
  yield* smaller(documents) as Generator<
    readonly DirectoryDocument[],
    undefined
  >;
  return undefined;
}

/** The value without one of its parts, the largest parts first. */
function* smaller(value: unknown): Generator<unknown, undefined> {
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, each] of value.entries()) {
      for (const less of smaller(each)) yield value.with(index, less);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      const others = Object.entries(value).filter(([name]) => name !== key);
      yield Object.fromEntries(others);
      for (const less of smaller(each)) yield { ...value, [key]: less };
    }
  }
  return undefined;
}
