import { quote } from "../util/quote.ts";
import { suggest } from "../util/suggester.ts";
import { RolebookError } from "./rolebook-error.ts";

/**
 * A name that means nothing here: a project, a kind, an action, an attribute …
 *
 * It is thrown in place of a refusal, so that a misspelt question is never answered.
 */
export class UnknownNameError extends RolebookError {
  override readonly name = "UnknownNameError";
  /** What it would be the name of, such as `action`. */
  readonly what: string;
  /** The name as given. */
  readonly given: string;
  /** The known name that comes nearest, if one is near. */
  readonly suggestion: string | undefined;
  /** The attribute of the resource that has this name, or whose value it is. Absent for other names. */
  readonly attribute?: string;

  /** @param where what it would belong to, such as `of flag` */
  constructor(
    what: string,
    given: string,
    known: Iterable<string>,
    {
      where,
      remedy,
      attribute,
    }: { where?: string; remedy?: string; attribute?: string } = {},
  ) {
    const names = [...known];
    const suggestion = suggest(given, names);
    super(
      "unknown_name",
      [
        `There is no ${what} ${quote(given)}${where === undefined ? "" : ` ${where}`}.`,
        suggestion !== undefined
          ? `Did you mean "${suggestion}"?`
          : names.length > 0 && names.length <= MOST_NAMES
            ? `Known: ${names.join(", ")}.`
            : undefined,
        remedy,
      ]
        .filter((sentence) => sentence !== undefined)
        .join(" "),
    );
    this.what = what;
    this.given = given;
    this.suggestion = suggestion;
    if (attribute !== undefined) this.attribute = attribute;
  }
}

/** As many names as a sentence can list. */
const MOST_NAMES = 20;
