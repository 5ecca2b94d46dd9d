/**
 * A user id as it is compared: with its ASCII letters in lower case.
 *
 * Other letters stay as they are. The lower case of the Kelvin sign, for example, is an ASCII k, which is another id.
 */
export function normalizeUserId(id: string): string {
  // Almost every id is in lower case already, and the test costs much less than the replacement.
  return UPPER.test(id)
    ? id.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
    : id;
}

const UPPER = /[A-Z]/;
