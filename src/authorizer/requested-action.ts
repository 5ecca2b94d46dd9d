import type { RequestedResource } from "../decision/resource.ts";
import { isObject } from "../util/is-object.ts";

/** An action on a resource, as a request names them. They may not exist. */
export interface RequestedAction {
  readonly action: string;
  readonly resource: RequestedResource;
}

/** @throws {TypeError} if the action is not text */
export function requestedAction(
  action: unknown,
  resource: RequestedResource,
): RequestedAction {
  return { action: text("action", action), resource };
}

/**
 * A copy of a resource, so that later changes by the caller do not affect the question.
 *
 * @throws {TypeError} if it has no kind or no id, or if its attributes are not an object
 */
export function requestedResource(resource: unknown): RequestedResource {
  const { kind, id, attr }: { kind?: unknown; id?: unknown; attr?: unknown } =
    isObject(resource) ? resource : {};
  const named = {
    kind: text("resource's kind", kind),
    id: text("resource's id", id),
  };
  if (attr === undefined) return named;
  if (!isObject(attr)) {
    throw new TypeError("The resource's attributes must be an object.");
  }
  const copy: Record<string, unknown> = { ...attr };
  for (const name of Object.keys(copy)) {
    const value = copy[name];
    if (value === undefined) Reflect.deleteProperty(copy, name);
    else copy[name] = copyOf(value);
  }
  return { ...named, attr: copy };
}

function text(what: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`The ${what} must be a text, and not empty.`);
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const isTexts =
    Array.isArray(value) && value.every((each) => typeof each === "string");
  if (isTexts) return value.slice();
  try {
    return structuredClone(value);
  } catch {
    // It is not a JSON value, so the schema will refuse it.
    return value;
  }
}
