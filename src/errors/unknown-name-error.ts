import { quote } from "../util/quote.ts";
import { suggest } from "../util/suggester.ts";
import { RolebookError } from "./rolebook-error.ts";

/**
 * The name of something that does not exist: a project, a kind, an action, an attribute …
 *
 * It is an error and not a refusal, so that a misspelt question gets no answer.
 */
export class UnknownNameError extends RolebookError {
  override readonly name = "UnknownNameError";
  /** What the name is for, such as `action`. */
  readonly what: string;
  /** The name in the request. */
  readonly given: string;
  /** A known name that is similar, if there is one. */
  readonly suggestion: string | undefined;
  /** The attribute of the resource, if the name or the value of an attribute does not exist. */
  readonly attribute?: string;

  /** @param where what the name would belong to, such as `of flag` */
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

/** The most names that a message lists. */
const MOST_NAMES = 20;
