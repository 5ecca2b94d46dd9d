/** What an error says; of anything else that was thrown, its text. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The first line of what an error says. */
export function firstLineOf(cause: unknown): string {
  return messageOf(cause).split("\n")[0] ?? "";
}

/** What was thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
