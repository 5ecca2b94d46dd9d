import { includes } from "./equal.ts";
import { isObject } from "./json.ts";

/** Whether it is something that `in` looks into. */
export function isContainer(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}

/** CEL's `in`, of a list's elements and a map's keys; `undefined`, an error, for any other container. */
export function contains(
  container: unknown,
  item: unknown,
): boolean | undefined {
  if (Array.isArray(container)) return includes(container, item);
  if (!isObject(container)) return undefined;
  return typeof item === "string" && Object.hasOwn(container, item);
}
