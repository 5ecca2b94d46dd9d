import type { AnyAttribute } from "../policies/types/policy-types.ts";
import type { Kind } from "../policies/catalog.ts";
import type { AttributeType } from "../policies/schema/attribute-schema.ts";
import { ResourceError } from "../errors/resource-error.ts";

/** The options that give a resource's attributes. */
export interface AttributeOptions {
  readonly project?: string | undefined;
  readonly attr: Readonly<Record<string, string>>;
}

/**
 * The attributes on a command line, converted to their types. Lists are separated by commas.
 *
 * @throws {ResourceError} if the command line names two projects
 */
export function readAttributes(
  { name: kind, attributes }: Kind,
  id: string,
  { project, attr }: AttributeOptions,
): Readonly<Record<string, AnyAttribute>> {
  const { project: another = project } = attr;
  if (project !== undefined && another !== project) {
    throw new ResourceError(
      `${kind}:${id}`,
      [`Its project cannot be both ${project} and ${another}.`],
      "Give one of the two.",
    );
  }
  const named = project === undefined ? attr : { ...attr, project };
  return Object.fromEntries(
    Object.entries(named).map(([name, text]) => [
      name,
      readAttribute(attributes.get(name), text),
    ]),
  );
}

/** Converts a text to the type of an attribute. If that is not possible, it stays text, which the schema refuses. */
function readAttribute(
  type: AttributeType | undefined,
  text: string,
): AnyAttribute {
  switch (type) {
    case "integer":
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case "number":
      return text.trim() === "" || Number.isNaN(Number(text))
        ? text
        : Number(text);
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : text;
    case "array":
      return text === "" ? [] : text.split(",").map((each) => each.trim());
    case "string":
    case "object":
    case undefined:
      return text;
  }
}
