import { Directory } from "../directory/directory.ts";
import { DirectoryError } from "../directory/directory-error.ts";
import { directoryFromSource } from "../directory/source/from-source.ts";
import type {
  DirectorySource,
  SourceQuery,
} from "../directory/source/source.ts";
import type { WatchedDirectory } from "../directory/watch/watched-directory.ts";
import type { Call } from "./call.ts";
import { orAborted } from "./call.ts";
import { DirectoryUnavailableError } from "./directory-unavailable-error.ts";

/** Where an authorizer reads who has what: as it was loaded, as its files are now, or from a service's own data. */
export type DirectoryOption = Directory | WatchedDirectory | DirectorySource;

/** The directory as it is now, if all of it is at hand. */
export function wholeDirectory(option: DirectoryOption): Directory | undefined {
  if (option instanceof Directory) return option;
  return "current" in option ? option.current : undefined;
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
  if ("current" in option) return option.current;
  return find(option, query, call);
}

async function find(
  source: DirectorySource,
  query: SourceQuery,
  { options: { deadline = 0, signal } }: Call,
): Promise<Directory | undefined> {
  const timeout = AbortSignal.timeout(Math.ceil(deadline));
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const found = await orAborted(
      Promise.resolve(source.find(query, { signal: either })),
      either,
    );
    return found === undefined ? undefined : directoryFromSource(found, query);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DirectoryError) throw cause;
    throw new DirectoryUnavailableError(
      timeout.aborted
        ? `The directory source gave nothing about ${query.id} within ${Math.ceil(deadline)} ms.`
        : `The directory source failed for ${query.id}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
