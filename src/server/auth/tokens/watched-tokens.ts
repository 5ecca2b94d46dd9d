import { setTimeout } from "node:timers/promises";
import { stat } from "node:fs/promises";
import { readTokenFile, type TokenEntry } from "./token-file.ts";
import { type Tokens, verifyAmong } from "./tokens.ts";
import { messageOf, toError } from "../../../util/message.ts";

interface TokenWatchOptions {
  /** Called with the number of tokens in force after the file changed. */
  readonly onReload?: ((tokens: number) => void) | undefined;
  /** Called once for each change that makes the file invalid. The last valid tokens stay in force. */
  readonly onError?: ((error: Error) => void) | undefined;
  /** Milliseconds between two checks of the file; by default 500. */
  readonly interval?: number | undefined;
}

/** The tokens of a file. They follow its changes, so tokens can be added and removed without a restart. */
export interface WatchedTokens extends Tokens {
  /** The problems of the current file. Undefined if its tokens are in force. */
  readonly error: Error | undefined;
  close(): void;
}

/**
 * Reads a tokens file and follows it by polling. A mounted Secret changes by pointing a link elsewhere, for which the
 * operating system sends no notification.
 *
 * @throws {TokenFileError} if the file is not valid
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
      // The file changed while it was read. Half of a file must not count, and the next look follows soon.
      if ((await stateOf(path)) !== state) return;
      entries = read;
      seen = state;
      error = undefined;
      onReload?.(entries.length);
    } catch (thrown) {
      seen = state;
      error = toError(thrown);
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

/** A text that changes if the file is replaced or written to. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join();
  } catch (error) {
    return messageOf(error);
  }
}
