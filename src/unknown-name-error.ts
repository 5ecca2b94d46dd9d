import { closest, distance } from "fastest-levenshtein";

/**
 * A name that means nothing here: a project, a kind, an action, an attribute …
 *
 * It is thrown in place of a refusal, so that a misspelt question is never answered.
 */
export class UnknownNameError extends Error {
  override readonly name = "UnknownNameError";
  /** What it would be the name of, such as `action of flag`. */
  readonly what: string;
  /** The name as given. */
  readonly given: string;
  /** The known name that comes nearest, if one is near. */
  readonly suggestion: string | undefined;

  constructor(
    what: string,
    given: string,
    known: Iterable<string>,
    remedy?: string,
  ) {
    const names = [...known];
    const suggestion = nearest(given, names);
    super(
      [
        `There is no ${what} ${JSON.stringify(given)}.`,
        suggestion !== undefined
          ? `Did you mean "${suggestion}"?`
          : names.length > 0 && names.length <= MOST_NAMES
            ? `There is ${names.join(", ")}.`
            : undefined,
        remedy,
      ]
        .filter((sentence) => sentence !== undefined)
        .join(" "),
    );
    this.what = what;
    this.given = given;
    this.suggestion = suggestion;
  }
}

/** As many names as a sentence can list. */
const MOST_NAMES = 20;

/** The name that `given` is probably a misspelling of, if any: at most every third letter differs. */
export function nearest(
  given: string,
  known: readonly string[],
): string | undefined {
  if (known.length === 0 || given.length > 256) return undefined;
  const best = closest(given.toLowerCase(), [...known]);
  return distance(given.toLowerCase(), best.toLowerCase()) <=
    Math.max(1, Math.floor(best.length / 3))
    ? best
    : undefined;
}
