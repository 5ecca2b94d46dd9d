import type { Entry } from "./read/entry.ts";
import { checkFolder, readFolder } from "./files/read-folder.ts";
import { FolderDirectory } from "./watch/folder-directory.ts";

/**
 * Loads a directory from the YAML files (`.yaml`, `.yml`) below a folder, in any layout.
 *
 * Names that begin with a dot, and `node_modules`, are not part of it. Links are followed if they stay below the
 * folder. Each file is read once, even if it has several names. A file holds at most 16 MiB.
 *
 * @throws {DirectoryError} if there are problems; it lists those of all files. Files with any content cause no other
 *   error
 *
 * @example
 * const directory = await loadDirectory("directory");
 */
export async function loadDirectory(path: string): Promise<FolderDirectory> {
  const { directory } = await readDirectory(path);
  return directory;
}

/** Loads a directory like `loadDirectory`, and returns the documents it was made from as well. */
export async function readDirectory(
  path: string,
): Promise<{ directory: FolderDirectory; entries: readonly Entry[] }> {
  const files = await readFolder(path);
  const { contents, entries } = await checkFolder(files);
  return { directory: new FolderDirectory(files, contents), entries };
}
