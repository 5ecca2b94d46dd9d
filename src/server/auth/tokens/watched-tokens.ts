import { setTimeout } from "node:timers/promises";
import { stat } from "node:fs/promises";
import { readTokenFile, type TokenEntry } from "./token-file.ts";
import { type Tokens, verifyAmong } from "./tokens.ts";

export interface TokenWatchOptions {
  /** Called with the number of tokens in force after the file changed. */
  readonly onReload?: ((tokens: number) => void) | undefined;
  /** Called where a changed file is not right, once until it changes again. The tokens before it stay in force. */
  readonly onError?: ((error: Error) => void) | undefined;
  /** Milliseconds between two looks at the file; 500, if left out. */
  readonly interval?: number | undefined;
}

/** The tokens of a file, followed as it changes, so that tokens are added and taken back without a restart. */
export interface WatchedTokens extends Tokens {
  /** What is wrong with the file as it is now; undefined where the tokens in force are those of the file. */
  readonly error: Error | undefined;
  close(): void;
}

/**
 * Reads a tokens file and follows it, by looking again and again: a mounted Secret is replaced by a link that comes to lead elsewhere,
 * of which the operating system tells nobody.
 *
 * @throws {TokenFileError} where it is not right
 */
export async function watchTokenFile(
  path: string,
  { onReload, onError, interval = 500 }: TokenWatchOptions = {},
): Promise<WatchedTokens> {
  let seen = await stateOf(path);
  let entries: readonly TokenEntry[] = await readTokenFile(path);
  let error: Error | undefined;
  const closing = new AbortController();
  const { signal } = closing;

  async function look(): Promise<void> {
    const state = await stateOf(path);
    if (state === seen || signal.aborted) return;
    try {
      const read = await readTokenFile(path);
      // Written to meanwhile: half of a file must not count, and the next look is soon.
      if ((await stateOf(path)) !== state) return;
      entries = read;
      seen = state;
      error = undefined;
      onReload?.(entries.length);
    } catch (thrown) {
      seen = state;
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
      onError?.(error);
    }
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      await setTimeout(interval, undefined, { signal, ref: false });
      await look();
    }
  }
  follow().catch((thrown: unknown) => {
    if (!signal.aborted) throw thrown;
  });

  return {
    get error() {
      return error;
    },
    verify: (token, now) => verifyAmong(entries, token, now),
    close() {
      closing.abort();
    },
  };
}

/** Differs where the file is another, or was written to. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
