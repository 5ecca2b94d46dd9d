import { conclude } from "./conclude.ts";
import { Corpus } from "./checks/corpus.ts";
import type { Directory } from "./directory.ts";
import type { Entry } from "./entry.ts";
import { readFiles } from "./disk/files.ts";
import { readDocument, salvageDocument } from "./read-document.ts";
import { Report } from "./report.ts";
import { parseYaml } from "./yaml/parse.ts";

/**
 * Loads the directory from the YAML files (`.yaml`, `.yml`) below a folder, in whatever layout.
 *
 * Names that begin with a dot, and `node_modules`, are not part of it. Links are followed as long as they stay below the
 * folder, and each file is read once, however many names it has. A file holds at most 16 MiB.
 *
 * Throws a DirectoryError that lists all problems of all files; nothing else, whatever the files hold.
 *
 * @example
 * const directory = await loadDirectory("directory");
 */
export async function loadDirectory(path: string): Promise<Directory> {
  const { directory } = await readDirectory(path);
  return directory;
}

/** A directory and the documents that it was made of, with their places. Throws as `loadDirectory` does. */
export async function readDirectory(
  path: string,
): Promise<{ directory: Directory; entries: readonly Entry[] }> {
  const corpus = new Corpus();
  const report = new Report();
  let files = 0;
  for await (const file of readFiles(path)) {
    files++;
    if ("problem" in file) {
      report.add({ place: { file: file.name }, ...file.problem });
      corpus.addUnreadable();
      continue;
    }
    for (const document of parseYaml(file.name, file.text, report)) {
      const { place } = document;
      if ("value" in document) {
        readDocument(document.value, place, corpus, report);
      } else salvageDocument(document.text, place, corpus);
    }
  }
  if (files === 0) {
    report.add({
      place: { file: path },
      message: "There is no YAML file in this folder",
      remedy: "Add the directory's documents, in files named .yaml or .yml.",
    });
    corpus.addUnreadable();
  }
  return { directory: conclude(corpus, report), entries: corpus.entries };
}
