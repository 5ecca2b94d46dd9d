import { Directory } from "../directory.ts";
import type { OrganizationContents } from "../../model/organization.ts";
import type { FolderFiles } from "../files/read-folder.ts";
import { FolderWatch } from "./folder-watch.ts";
import type { WatchedDirectory, WatchOptions } from "./watched-directory.ts";

/** A directory that was loaded from a folder. `loadDirectory` makes one. */
export class FolderDirectory extends Directory {
  /** The path of the folder, as the caller gave it. */
  readonly path: string;
  readonly #digest: string;

  constructor(
    { path, digest }: Pick<FolderFiles, "path" | "digest">,
    contents: readonly OrganizationContents[],
  ) {
    super(contents);
    this.path = path;
    this.#digest = digest;
    Object.freeze(this);
  }

  /**
   * Follows the files of the folder. Changes since this directory was loaded count too. This directory itself stays as
   * it is.
   *
   * @throws {RangeError} if an option is not a valid number of milliseconds
   *
   * @example
   * const directory = await loadDirectory("directory");
   * const watched = directory.watch({ onError: (error) => log.error(error.message) });
   */
  watch(options: WatchOptions = {}): WatchedDirectory {
    return new FolderWatch(
      this,
      { path: this.path, digest: this.#digest },
      options,
    );
  }
}
