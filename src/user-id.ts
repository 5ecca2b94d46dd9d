/**
 * A user id as it is compared: its ASCII letters in lower case.
 *
 * No other letters: the lower case of the Kelvin sign is a k, and ids are ASCII.
 */
export function normalizeUserId(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
