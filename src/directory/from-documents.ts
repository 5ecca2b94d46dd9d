import { conclude } from "./read/conclude.ts";
import { Corpus } from "./read/checks/corpus.ts";
import { Directory } from "./directory.ts";
import type { DirectoryDocument } from "./documents.ts";
import { readDocument } from "./read/read-document.ts";
import { Report } from "./read/report.ts";

/**
 * Makes a directory from documents, which are checked exactly as if they came from files. It does not keep or change
 * them.
 *
 * @throws {DirectoryError} if there are problems; it lists all of them, each with the number of its document, from 1
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
