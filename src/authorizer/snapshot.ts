import { Directory } from "../directory/directory.ts";
import { DirectoryError } from "../directory/directory-error.ts";
import { directoryFromSource } from "../directory/source/from-source.ts";
import type {
  DirectorySource,
  SourceQuery,
} from "../directory/source/source.ts";
import type { WatchedDirectory } from "../directory/watch/watched-directory.ts";
import { onAbort } from "../util/on-abort.ts";
import { quote } from "../util/quote.ts";
import type { Call } from "../pdp/call.ts";
import { orAborted } from "../pdp/call.ts";
import { DirectoryUnavailableError } from "./directory-unavailable-error.ts";

/** Where an authorizer reads who has what: as it was loaded, as its files are now, or from a service's own data. */
export type DirectoryOption = Directory | WatchedDirectory | DirectorySource;

/** The directory as it is now, if all of it is at hand. */
export function wholeDirectory(option: DirectoryOption): Directory | undefined {
  if (option instanceof Directory) return option;
  return "find" in option ? undefined : option.current;
}

/**
 * A directory that holds all that resolution needs for one user or credential; undefined where a source knows nobody of this id.
 *
 * @throws {DirectoryError} where a source gives documents that are not valid
 * @throws {DirectoryUnavailableError} where a source fails, or gives nothing in time
 */
export async function snapshotFor(
  option: DirectoryOption,
  query: SourceQuery,
  call: Call,
): Promise<Directory | undefined> {
  if (option instanceof Directory) return option;
  return "find" in option ? find(option, query, call) : option.current;
}

async function find(
  source: DirectorySource,
  query: SourceQuery,
  call: Call,
): Promise<Directory | undefined> {
  const { deadline = 0, signal } = call.options;
  const controller = new AbortController();
  const isLate = (): boolean => controller.signal.aborted;
  const timer = setTimeout(() => {
    controller.abort();
  }, deadline);
  const release =
    signal &&
    onAbort(signal, () => {
      controller.abort(signal.reason);
    });
  try {
    const { id, organization } = query;
    const found = await orAborted(
      (async () =>
        source.find({ id, organization }, { signal: controller.signal }))(),
      controller.signal,
    );
    return found === undefined ? undefined : directoryFromSource(found, query);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DirectoryError) throw cause;
    throw new DirectoryUnavailableError(
      isLate()
        ? `The directory source gave nothing about ${quote(query.id)} within ${call.deadline} ms.`
        : `The directory source failed for ${quote(query.id)}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
    release?.();
  }
}
