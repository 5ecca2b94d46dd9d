/** A `DirectorySource` failed, or gave nothing in time: nobody knows what the user's roles are. */
export class DirectoryUnavailableError extends Error {
  override readonly name = "DirectoryUnavailableError";
}
