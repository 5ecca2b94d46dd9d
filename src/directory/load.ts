import type { Entry } from "./read/entry.ts";
import { checkFolder, readFolder } from "./files/read-folder.ts";
import { FolderDirectory } from "./watch/folder-directory.ts";

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
export async function loadDirectory(path: string): Promise<FolderDirectory> {
  const { directory } = await readDirectory(path);
  return directory;
}

/** A directory and the documents that it was made of, with their places. Throws as `loadDirectory` does. */
export async function readDirectory(
  path: string,
): Promise<{ directory: FolderDirectory; entries: readonly Entry[] }> {
  const files = await readFolder(path);
  const { contents, entries } = await checkFolder(files);
  return { directory: new FolderDirectory(files, contents), entries };
}
