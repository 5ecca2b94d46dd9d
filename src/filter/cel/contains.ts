import { includes } from "./equal.ts";
import { isObject } from "./json.ts";

/** Whether CEL's `in` can look for something in this value. */
export function isContainer(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}

/** CEL's `in`: the elements of a list, or the keys of a map; `undefined`, an error, for any other container. */
export function contains(
  container: unknown,
  item: unknown,
): boolean | undefined {
  if (Array.isArray(container)) return includes(container, item);
  if (!isObject(container)) return undefined;
  return typeof item === "string" && Object.hasOwn(container, item);
}
