import type { GivenResource } from "./resource.ts";

/** An action and a resource, as a request names them. */
export interface Item {
  readonly action: string;
  readonly resource: NamedResource;
}

/** A resource as a request gives it. Its kind may not exist. */
export interface NamedResource extends GivenResource {
  readonly kind: string;
}

/** @throws {TypeError} if the action is not text */
export function toItem(action: unknown, resource: NamedResource): Item {
  return { action: text("action", action), resource };
}

/**
 * A copy of a resource, so that later changes by the caller do not affect the question.
 *
 * @throws {TypeError} if it has no kind or no id, or its attributes are not an object
 */
export function copyOf(resource: unknown): NamedResource {
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
    else copy[name] = copyOfValue(value);
  }
  return { ...named, attr: copy };
}

function text(what: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`The ${what} must be a text, and not empty.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copyOfValue(value: unknown): unknown {
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
