import type { Directory } from "../directory.ts";

export interface WatchOptions {
  /** Called when a new directory has come into force. */
  readonly onReload?: ((directory: Directory) => void) | undefined;
  /**
   * Called with a DirectoryError if the files have become invalid or unreadable, once for each change. The old
   * directory stays in force. By default, the process emits a warning.
   */
  readonly onError?: ((error: Error) => void) | undefined;
  /**
   * Milliseconds between two checks of the files; by default 1000. A check reads no file, and takes about 20
   * milliseconds for 300 files.
   */
  readonly interval?: number | undefined;
  /**
   * Milliseconds for which no file may have changed before they are read, at least 20; by default 200. Raise it if
   * files are rewritten in place one after the other, and slowly. It does not matter if the whole folder is replaced at
   * once, by a rename or by a link that is pointed elsewhere.
   */
  readonly settle?: number | undefined;
}

/**
 * A directory that follows its files. `directory.watch()` makes one.
 *
 * A new directory comes into force only if it is complete and valid. `current` is immutable, so code that holds it is
 * not affected by later changes.
 *
 * An error that a callback throws is an uncaught exception. If the process survives it, the watch goes on. The watch
 * does not keep the process alive.
 */
export interface WatchedDirectory {
  /** The directory in force: the last valid one. */
  readonly current: Directory;
  /** Why the files as they were last read are not in force; undefined if they are. */
  readonly error: Error | undefined;
  /** How many times a new directory came into force. */
  readonly reloads: number;
  /**
   * Checks the files at once. Nothing changes if they have the same content as before.
   *
   * Rejects with the error of these files, even if it is known already, and with an AbortError once the watch is
   * closed.
   *
   * @returns the directory in force
   */
  reload(): Promise<Directory>;
  /** Ends the watch. Afterwards, no callback is called, and `current` stays as it is. */
  close(): Promise<void>;
}
