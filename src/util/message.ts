/** The message of an error, or the text of another value that was thrown. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The first line of the message of an error. */
export function firstLineOf(cause: unknown): string {
  return messageOf(cause).split("\n")[0] ?? "";
}

/** The thrown value as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
