import { Directory } from "../directory/directory.ts";
import { DirectoryError } from "../directory/directory-error.ts";
import type { Snapshot } from "../directory/snapshot.ts";
import { directoryFromSource } from "../directory/source/from-source.ts";
import type {
  DirectorySource,
  SourceQuery,
} from "../directory/source/source.ts";
import type { WatchedDirectory } from "../directory/watch/watched-directory.ts";
import type { TimeLimit } from "../pdp/time-limit.ts";
import { onAbort, orAborted } from "../util/on-abort.ts";
import { quote } from "../util/quote.ts";
import { DirectoryUnavailableError } from "./directory-unavailable-error.ts";

/** The directory of an authorizer: loaded once, following its files, or from a service's own data. */
export type DirectoryOption = Directory | WatchedDirectory | DirectorySource;

/**
 * The directory as it is now, or the part that a source gives. Undefined if the source knows nobody of this id.
 *
 * @throws {DirectoryError} if a source gives documents that are not valid
 * @throws {DirectoryUnavailableError} if a source fails, or gives nothing in time
 */
export async function snapshotFor(
  option: DirectoryOption,
  query: SourceQuery,
  timeLimit: TimeLimit,
): Promise<Snapshot | undefined> {
  if (option instanceof Directory) return { directory: option, isWhole: true };
  if (!("find" in option)) return { directory: option.current, isWhole: true };
  const directory = await find(option, query, timeLimit);
  return directory && { directory, isWhole: false };
}

async function find(
  source: DirectorySource,
  { id, organization }: SourceQuery,
  timeLimit: TimeLimit,
): Promise<Directory | undefined> {
  const { deadline = 0, signal } = timeLimit.left;
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
    const found = await orAborted(
      (async () =>
        source.find({ id, organization }, { signal: controller.signal }))(),
      controller.signal,
    );
    return found && directoryFromSource(found, { id });
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DirectoryError) throw cause;
    throw new DirectoryUnavailableError(
      isLate()
        ? `The directory source gave nothing about ${quote(id)} within ${timeLimit.deadline} ms.`
        : `The directory source failed for ${quote(id)}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
    release?.();
  }
}

/** An empty organization, for a subject that a source does not know. */
export function emptySnapshot(organization: string): Snapshot {
  const directory = new Directory([
    {
      organization: {
        id: organization,
        name: organization,
        plan: "starter",
        owner: "",
        permissions: "project",
        modules: [],
        experiment: { defaultAccess: "editors" },
      },
      projects: [],
      users: [],
      groups: [],
      credentials: [],
      teamSpaces: [],
      items: [],
    },
  ]);
  return { directory, isWhole: false };
}
