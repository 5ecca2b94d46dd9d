import type { Directory } from "../directory.ts";

export interface WatchOptions {
  /** Called after a new directory is in force. */
  readonly onReload?: ((directory: Directory) => void) | undefined;
  /**
   * Called where the files have become no valid directory, or cannot be read, with a DirectoryError; once, until they change
   * again. The old directory stays in force. If left out, the process emits a warning.
   */
  readonly onError?: ((error: Error) => void) | undefined;
  /**
   * Milliseconds between two looks at the files; 1000, if left out. A look reads no file, and takes some 20 milliseconds for
   * every 300 files.
   */
  readonly interval?: number | undefined;
  /**
   * Milliseconds that all files must have been left alone before they are read, at least 20; 200, if left out. Raise it where
   * files are rewritten in place, one after the other, by something slow. It does not matter where a whole folder is
   * replaced by a rename, or by a link that is made to lead elsewhere.
   */
  readonly settle?: number | undefined;
}

/**
 * A directory that follows its files. `directory.watch()` makes one.
 *
 * Each new directory is complete and valid, or the old one stays. Whoever took `current` keeps what they took: it is immutable.
 *
 * What a callback throws is an uncaught exception, as from any listener; a process that survives those goes on watching.
 * Watching does not keep a process alive.
 */
export interface WatchedDirectory {
  /** The directory in force: the last valid one. */
  readonly current: Directory;
  /** Why the files as they were last seen are not in force; undefined where they are. */
  readonly error: Error | undefined;
  /** How many times a new directory came into force. */
  readonly reloads: number;
  /**
   * Looks at the files at once, as they are now or later. Does nothing where they say what they did when last read.
   *
   * Rejects with the error of these files, be it new or known already; with an AbortError once the watch is closed.
   *
   * @returns the directory in force
   */
  reload(): Promise<Directory>;
  /** Ends the watching. Afterwards nothing is called, and `current` stays as it is. */
  close(): Promise<void>;
}
