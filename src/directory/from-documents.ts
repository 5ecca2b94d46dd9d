import { organizationsOf } from "./read/organizations.ts";
import { DirectoryDraft } from "./read/checks/directory-draft.ts";
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
  const draft = new DirectoryDraft();
  const report = new Report();
  documents.forEach((document, index) => {
    readDocument(document, { document: index + 1 }, draft, report);
  });
  return new Directory(organizationsOf(draft, report));
}
