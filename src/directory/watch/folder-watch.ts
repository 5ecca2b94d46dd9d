import { setTimeout } from "node:timers/promises";
import { Directory } from "../directory.ts";
import { fingerprint } from "../files/fingerprint.ts";
import { checkFolder, type FolderFiles } from "../files/read-folder.ts";
import { readSettled } from "./read-settled.ts";
import type { WatchedDirectory, WatchOptions } from "./watched-directory.ts";
import { toError } from "../../util/message.ts";

/** The longest time that a timer can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Two changes of a file within fewer milliseconds may leave the same time on it. */
const SHORTEST_REST = 20;

/**
 * Follows the files of a folder by polling.
 *
 * Notifications of the operating system would be faster, but some changes cause none: files behind a link that is not
 * part of the directory, as in a mounted ConfigMap; the replacement of the folder itself; most network file systems.
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
  /** The digest of the files that were checked last, whether they are in force or have problems. */
  #judged: string;
  /** The fingerprint of the files that were read last; undefined if they must be read again. */
  #fingerprint: string | undefined;
  /** Settles when the current look ends. Never rejects. */
  #looking: Promise<void> = Promise.resolve();
  /** The look that will follow the current one, if somebody asked for it. */
  #next: Promise<Directory> | undefined;

  /** @param directory the directory that was made from the files in `path` when their digest was `digest` */
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
    // The current look may have read the files before their latest change, so another one must follow.
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
    return toError(error);
  }
}

/** Calls back in a microtask. So an error of the callback is an uncaught exception, and does not disturb the watch. */
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

/** Waits until a promise settles. It ignores a rejection, because the caller of `reload` gets that. */
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
