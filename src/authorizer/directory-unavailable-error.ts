import { RolebookError } from "../errors/rolebook-error.ts";

/** A `DirectorySource` failed, or gave nothing in time, so the user's roles are not known. */
export class DirectoryUnavailableError extends RolebookError {
  override readonly name = "DirectoryUnavailableError";

  constructor(message: string, options?: ErrorOptions) {
    super("directory_unavailable", message, options);
  }
}
