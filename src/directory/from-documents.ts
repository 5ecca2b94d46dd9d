import { conclude } from "./read/conclude.ts";
import { Corpus } from "./read/checks/corpus.ts";
import { Directory } from "./directory.ts";
import type { DirectoryDocument } from "./documents.ts";
import { readDocument } from "./read/read-document.ts";
import { Report } from "./read/report.ts";

/**
 * The directory that these documents make up, checked exactly as if they came from files.
 *
 * Throws a DirectoryError that lists all problems, each with the number of its document in the list, from 1. The documents
 * are neither kept nor changed.
 */
export function directoryFromDocuments(
  documents: readonly DirectoryDocument[],
): Directory {
  const corpus = new Corpus();
  const report = new Report();
  documents.forEach((document, index) => {
    readDocument(document, { document: index + 1 }, corpus, report);
  });
  return new Directory(conclude(corpus, report));
}
