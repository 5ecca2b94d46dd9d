import { RolebookError } from "../errors/rolebook-error.ts";

/**
 * A condition reads an attribute that a resource does not have.
 *
 * The schemas require every attribute, so the PDP refuses such a request.
 */
export class MissingAttributeError extends RolebookError {
  override readonly name = "MissingAttributeError";
  /** The attribute's name, or the path to a value in it, such as `owner.team`. */
  readonly attribute: string;

  constructor(attribute: string) {
    super(
      "attribute_missing",
      `The attribute "${attribute}" is missing. The condition reads it, and the schema of the kind requires it.`,
    );
    this.attribute = attribute;
  }
}

/** A condition cannot evaluate the values of some attributes. A schema that gives their types refuses such values. */
export class UnsuitableAttributeError extends RolebookError {
  override readonly name = "UnsuitableAttributeError";
  readonly attributes: readonly string[];

  /** @param problem the end of a sentence that begins with the names of the attributes */
  constructor(attributes: readonly string[], problem: string) {
    const names = attributes.map((name) => `"${name}"`).join(", ");
    super("attribute_unsuitable", `${names} ${problem}.`);
    this.attributes = attributes;
  }
}
