import {
  MissingAttributeError,
  UnsuitableAttributeError,
} from "./attribute-errors.ts";
import { isJson } from "./cel/json.ts";

/**
 * What is at a path in a value.
 *
 * @param owner what the value is called, where it is not all the attributes
 * @throws {MissingAttributeError}
 * @throws {UnsuitableAttributeError}
 */
export function along(
  path: readonly string[],
  value: unknown,
  owner?: string,
): unknown {
  let at = value;
  for (const name of path) {
    at = own(at, name);
    if (!isJson(at)) throw problem(path, value, owner);
  }
  return at;
}

/** An object's own property: what it inherits is not sent to the PDP. */
function own(object: unknown, name: string): unknown {
  return typeof object === "object" &&
    object !== null &&
    Object.hasOwn(object, name)
    ? (object as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** What is wrong with the first thing on the way that is none of JSON's. */
function problem(
  path: readonly string[],
  value: unknown,
  owner: string | undefined,
): Error {
  let at = value;
  const names = owner === undefined ? [] : [owner];
  for (const name of path) {
    at = own(at, name);
    names.push(name);
    if (!isJson(at)) break;
  }
  const attribute = names.join(".");
  return at === undefined
    ? new MissingAttributeError(attribute)
    : new UnsuitableAttributeError([attribute], "is no value of JSON");
}
