/**
 * A user id as it is compared: its ASCII letters in lower case.
 *
 * No other letters: the lower case of the Kelvin sign is a k, and ids are ASCII.
 */
export function normalizeUserId(id: string): string {
  // Almost every id is in lower case already, and finding that out costs much less.
  return UPPER.test(id)
    ? id.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
    : id;
}

const UPPER = /[A-Z]/;
