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
 * The attributes that a command line names, as a request has them: text is read as what the attribute's type makes of it, lists with
 * commas.
 *
 * @throws {ResourceError} if it names two projects
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

/** What a text means by the attribute's type. What it cannot mean stays as it is, for the schema to refuse. */
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
