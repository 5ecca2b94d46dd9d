import type { Value } from "@cerbos/core";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { normalizeUserId } from "../model/user-id.ts";
import type { Kind } from "../policies/catalog.ts";
import { ResourceError } from "../errors/resource-error.ts";

/** The attributes of a resource, as the policies have them. */
export type Attributes = Readonly<Record<string, Value>>;

/** The attributes of a resource, as a caller has them. */
export interface GivenAttributes {
  /** The resource's id, for messages. */
  readonly id?: string | undefined;
  readonly attr: Readonly<Record<string, unknown>>;
}

/**
 * The given attributes, with user ids in lower case, if the kind's schema accepts them.
 *
 * @param complete adds attributes that are not given
 * @throws {UnknownNameError} if an attribute that is given does not exist
 * @throws {ResourceError} if the schema refuses the attributes for another reason; it lists all problems
 */
export function acceptedAttributes(
  kind: Kind,
  { id = "", attr }: GivenAttributes,
  complete: (given: Attributes) => Attributes = (given) => given,
): Attributes {
  // Most attributes are valid as they are.
  if (kind.problems(attr).length === 0) return attr as Attributes;
  const given = normalizeAttributes(kind, attr);
  assertAttributes(kind, given);
  const attributes = complete(given);
  const problems = kind.problems(attributes);
  if (problems.length === 0) return attributes;
  throw new ResourceError(
    `${kind.name}:${id}`,
    problems,
    `The attributes of ${kind.name} are ${[...kind.attributes.keys()].join(", ")}.`,
  );
}

/**
 * Attributes with user ids in lower case, as the directory and the policies have them. What is undefined is left out.
 */
export function normalizeAttributes(
  kind: Kind,
  attr: Readonly<Record<string, unknown>>,
): Attributes {
  const given = Object.entries(attr).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      (kind.userAttributes.has(name) ? userIds(value) : value) as Value,
    ]),
  );
}

/** Values that are not text stay unchanged, so that the schema refuses them. */
function userIds(value: unknown): unknown {
  if (typeof value === "string") return normalizeUserId(value);
  return Array.isArray(value) ? value.map(userIds) : value;
}

/** @throws {UnknownNameError} if the schema refuses an attribute because it has none of that name */
function assertAttributes(kind: Kind, given: Attributes): void {
  const names = Object.keys(given);
  const unknown = names.find((name) => !kind.attributes.has(name));
  if (unknown === undefined) return;
  const known = Object.fromEntries(
    Object.entries(given).filter(([name]) => kind.attributes.has(name)),
  );
  // A schema may accept attributes that it does not list.
  if (kind.problems(known).length === kind.problems(given).length) return;
  throw new UnknownNameError("attribute", unknown, kind.attributes.keys(), {
    where: `of ${kind.name}`,
    attribute: unknown,
  });
}
