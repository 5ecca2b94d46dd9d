import {
  MissingAttributeError,
  UnsuitableAttributeError,
} from "./attribute-errors.ts";
import { isJson } from "./cel/json.ts";

/**
 * Reads the value at a path in another value.
 *
 * @param owner the name of that other value, if it is not the attributes themselves
 * @throws {MissingAttributeError}
 * @throws {UnsuitableAttributeError}
 */
export function valueAtPath(
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

/** Reads an own property only, because inherited properties are not sent to the PDP. */
function own(object: unknown, name: string): unknown {
  return typeof object === "object" &&
    object !== null &&
    Object.hasOwn(object, name)
    ? (object as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** The error for the first value on the path that JSON does not have. */
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
    : new UnsuitableAttributeError([attribute], "is not a JSON value");
}
