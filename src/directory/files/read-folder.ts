import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { DirectoryDraft } from "../read/checks/directory-draft.ts";
import { organizationsOf } from "../read/organizations.ts";
import { type DirectoryFile, readFiles } from "./files.ts";
import type { FileProblem } from "./file-problems.ts";
import type { Entry } from "../read/entry.ts";
import type { OrganizationContents } from "../../model/organization.ts";
import { readDocument, salvageDocument } from "../read/read-document.ts";
import { Report } from "../read/report.ts";
import { parseYaml } from "../read/yaml/parse.ts";

/** The files of a directory, with a digest that is equal only for the same files with the same content. */
export interface FolderFiles {
  /** The path of the folder, as the caller gave it. */
  readonly path: string;
  readonly files: readonly DirectoryFile[];
  readonly digest: string;
}

/** The organizations that the files of a directory describe, and the documents they were made from. */
interface FolderContents {
  readonly contents: readonly OrganizationContents[];
  readonly entries: readonly Entry[];
}

const NO_FILES: FileProblem = {
  message: "There is no YAML file in this folder",
  remedy: "Add the directory's documents, in files named .yaml or .yml.",
};

/** Reads the files of a directory. A file that cannot be read has a problem in place of its text. */
export async function readFolder(path: string): Promise<FolderFiles> {
  const files: DirectoryFile[] = [];
  for await (const file of readFiles(path)) files.push(file);
  return folderOf(path, files);
}

export function folderOf(
  path: string,
  files: readonly DirectoryFile[],
): FolderFiles {
  const hash = createHash("sha256");
  for (const file of files) {
    const { name } = file;
    if ("problem" in file) {
      hash.update(JSON.stringify([name, file.problem]));
    } else {
      // With the length, no text can look like the end of one file and the beginning of the next.
      hash.update(JSON.stringify([name, file.text.length])).update(file.text);
    }
  }
  return { path, files, digest: hash.digest("hex") };
}

/**
 * Parses and checks the files of a directory.
 *
 * @throws {DirectoryError} if there are problems; it lists those of all files
 */
export async function checkFolder({
  path,
  files,
}: FolderFiles): Promise<FolderContents> {
  const draft = new DirectoryDraft();
  const report = new Report();
  for (const file of files) {
    if ("problem" in file) {
      report.add({ origin: { file: file.name }, ...file.problem });
      draft.addUnreadable();
      continue;
    }
    for (const document of parseYaml(file.name, file.text, report)) {
      const { origin } = document;
      if ("value" in document) {
        readDocument(document.value, origin, draft, report);
      } else salvageDocument(document.text, origin, draft);
    }
    // Between two files, the process can do other work, such as answering requests.
    await setImmediate();
  }
  if (files.length === 0) {
    report.add({ origin: { file: path }, ...NO_FILES });
    draft.addUnreadable();
  }
  return { contents: organizationsOf(draft, report), entries: draft.entries };
}
