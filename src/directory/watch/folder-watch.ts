import { setTimeout } from "node:timers/promises";
import { Directory } from "../directory.ts";
import { fingerprint } from "../files/fingerprint.ts";
import { checkFolder, type FolderFiles } from "../files/read-folder.ts";
import { readSettled } from "./read-settled.ts";
import type { WatchedDirectory, WatchOptions } from "./watched-directory.ts";

/** What a timer can wait for. */
const LONGEST = 2 ** 31 - 1;

/** At rest for less than this, two changes of a file may have the same time on it. */
const SHORTEST_REST = 20;

/**
 * Follows the files of a folder by looking at them again and again. Notices of the operating system would come sooner, but not
 * everywhere: not where files lead through a link that is not part of the directory, as those of a mounted ConfigMap do, nor
 * once the folder itself was replaced, nor over most networks.
 */
export class FolderWatch implements WatchedDirectory {
  readonly #path: string;
  readonly #options: WatchOptions;
  readonly #interval: number;
  readonly #settle: number;
  readonly #closing = new AbortController();
  readonly #polling: Promise<void>;

  #current: Directory;
  #error: Error | undefined;
  #reloads = 0;
  /** The digest of the files that were judged last, be they in force or in error. */
  #judged: string;
  /** That of the files that were read last; undefined where they are to be read again. */
  #fingerprint: string | undefined;
  /** Ends with the look that is under way. */
  #looking: Promise<void> = Promise.resolve();
  /** The look that follows it, if one is wanted. */
  #next: Promise<Directory> | undefined;

  /** @param directory what the files in `path` said when their digest was `digest` */
  constructor(
    directory: Directory,
    { path, digest }: Pick<FolderFiles, "path" | "digest">,
    options: WatchOptions,
  ) {
    const { interval = 1_000, settle = 200 } = options;
    this.#interval = milliseconds("interval", interval, 1);
    this.#settle = milliseconds("settle", settle, SHORTEST_REST);
    this.#options = options;
    this.#path = path;
    this.#current = directory;
    this.#judged = digest;
    this.#polling = this.#poll();
  }

  get current(): Directory {
    return this.#current;
  }

  get error(): Error | undefined {
    return this.#error;
  }

  get reloads(): number {
    return this.#reloads;
  }

  reload(): Promise<Directory> {
    // A look that is under way may have read already what has changed since.
    this.#next ??= this.#looking.then(() => {
      this.#next = undefined;
      const look = this.#look();
      this.#looking = ended(look);
      return look;
    });
    return this.#next;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#polling;
    await this.#looking;
  }

  async #poll(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const seen = await fingerprint(this.#path);
      if (seen !== this.#fingerprint) await ended(this.reload());
      const options = { signal, ref: false };
      await ended(setTimeout(this.#interval, undefined, options));
    }
  }

  async #look(): Promise<Directory> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    const files = await readSettled(this.#path, this.#settle, signal);
    if (files.digest !== this.#judged) await this.#judge(files);
    signal.throwIfAborted();
    this.#fingerprint = files.fingerprint;
    if (this.#error !== undefined) throw this.#error;
    return this.#current;
  }

  async #judge(files: FolderFiles): Promise<void> {
    const directory = await directoryOf(files);
    if (this.#closing.signal.aborted) return;
    this.#judged = files.digest;
    if (directory instanceof Error) {
      this.#error = directory;
      call(this.#options.onError ?? warn, directory);
    } else {
      this.#current = directory;
      this.#error = undefined;
      this.#reloads++;
      call(this.#options.onReload, directory);
    }
  }
}

async function directoryOf(files: FolderFiles): Promise<Directory | Error> {
  try {
    const { contents } = await checkFolder(files);
    return new Directory(contents);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Calls back in a turn of its own, so that what is thrown there surfaces as from any listener and disturbs nothing here. */
function call<T>(callback: ((value: T) => void) | undefined, value: T): void {
  if (callback !== undefined) {
    queueMicrotask(() => {
      callback(value);
    });
  }
}

function warn(error: Error): void {
  process.emitWarning(error);
}

/** Waits for the end, whatever it is: whoever asked for the look learns its outcome. */
async function ended(promise: Promise<unknown>): Promise<void> {
  await promise.then(
    () => undefined,
    () => undefined,
  );
}

function milliseconds(name: string, value: number, least: number): number {
  if (value >= least && value <= LONGEST) return value;
  throw new RangeError(
    `${name} must be from ${least} to ${LONGEST} milliseconds, and is ${String(value)}.`,
  );
}
