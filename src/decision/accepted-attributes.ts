import type { Value } from "@cerbos/core";
import type { Kind } from "../policies/catalog.ts";
import { normalizeUserId } from "../model/user-id.ts";
import { ResourceError } from "./resource.ts";

/**
 * Attributes that the kind's schema accepts: those given, with user ids in lower case.
 *
 * @param complete fills in what is not given
 * @throws {ResourceError} with all that the schema finds wrong
 */
export function acceptedAttributes(
  kind: Kind,
  {
    id = "",
    attr,
  }: {
    readonly id?: string | undefined;
    readonly attr: Readonly<Record<string, unknown>>;
  },
  complete: (
    given: Readonly<Record<string, Value>>,
  ) => Record<string, Value> = (given) => ({ ...given }),
): Record<string, Value> {
  // Most often they are as they should be.
  if (kind.problems(attr).length === 0) return attr as Record<string, Value>;
  const attributes = complete(normalizeAttributes(kind, attr));
  const problems = kind.problems(attributes);
  if (problems.length === 0) return attributes;
  throw new ResourceError(
    `${kind.name}:${id}`,
    problems,
    `The attributes of ${kind.name} are ${[...kind.attributes.keys()].join(", ")}.`,
  );
}

/** Attributes as the directory and the policies have them: user ids in lower case, and what is undefined left out. */
export function normalizeAttributes(
  kind: Kind,
  attr: Readonly<Record<string, unknown>>,
): Record<string, Value> {
  const given = Object.entries(attr).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      (kind.userAttributes.has(name) ? userIds(value) : value) as Value,
    ]),
  );
}

/** What is no text stays as it is, for the schema to refuse. */
function userIds(value: unknown): unknown {
  if (typeof value === "string") return normalizeUserId(value);
  return Array.isArray(value) ? value.map(userIds) : value;
}
