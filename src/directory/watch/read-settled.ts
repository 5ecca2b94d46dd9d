import { setTimeout } from "node:timers/promises";
import type { FileProblem } from "../files/file-problems.ts";
import { fingerprint } from "../files/fingerprint.ts";
import {
  folderOf,
  readFolder,
  type FolderFiles,
} from "../files/read-folder.ts";

const RESTLESS: FileProblem = {
  message: "The files keep changing, so they cannot be read together",
  remedy:
    "Write them to another folder, and then put that folder in place with a rename.",
};

/** The wait for settled files ends after this many times `settle`. Then the files have a problem. */
const PATIENCE = 100;

/**
 * The files of a folder as they all were at one moment: nothing changed for `settle` milliseconds before they were
 * read, or while they were read. It includes the fingerprint of that moment if all files could be read.
 *
 * Rejects only with an AbortError.
 */
export async function readSettled(
  path: string,
  settle: number,
  signal: AbortSignal,
): Promise<FolderFiles & { readonly fingerprint?: string }> {
  const end = performance.now() + PATIENCE * settle;
  let before = await fingerprint(path);
  while (performance.now() < end) {
    await setTimeout(settle, undefined, { signal });
    const settled = await fingerprint(path);
    if (settled === before) {
      const files = await readFolder(path);
      const after = await fingerprint(path);
      if (after === before) {
        // A file that could not be read may become readable without a trace in the folder.
        const readable = files.files.every((file) => "text" in file);
        return readable ? { ...files, fingerprint: after } : files;
      }
      before = after;
    } else before = settled;
  }
  return folderOf(path, [{ name: path, problem: RESTLESS }]);
}
