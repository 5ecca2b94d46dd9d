import { setTimeout } from "node:timers/promises";
import type { FileProblem } from "../files/file-problems.ts";
import { fingerprint } from "../files/fingerprint.ts";
import {
  folderOf,
  readFolder,
  type FolderFiles,
} from "../files/read-folder.ts";

const RESTLESS: FileProblem = {
  message: "The files have not been left alone for long enough to read them",
  remedy:
    "Write them elsewhere, and then put the whole folder in place by a rename.",
};

/** Files that never settle are a problem after this many times the time for which they should. */
const PATIENCE = 100;

/**
 * The files of a folder as they all were at one moment: nothing was touched for `settle` milliseconds before they were read,
 * nor while they were. With the fingerprint of that moment, unless they could not be read.
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
        // What kept a file from being read may pass without a trace in the folder.
        const readable = files.files.every((file) => "text" in file);
        return readable ? { ...files, fingerprint: after } : files;
      }
      before = after;
    } else before = settled;
  }
  return folderOf(path, [{ name: path, problem: RESTLESS }]);
}
