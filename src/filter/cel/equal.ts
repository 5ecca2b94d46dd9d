import { isObject, isPrimitive } from "./json.ts";

/** CEL's `==`: values of different types differ. Lists and maps are equal if their contents are. */
export function equal(left: unknown, right: unknown): boolean {
  if (isPrimitive(left) || isPrimitive(right)) return left === right;
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((each, index) => equal(each, right[index]))
    );
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) => Object.hasOwn(right, key) && equal(left[key], right[key]),
    )
  );
}

/** Whether a list has an element that equals the item. */
export function includes(list: readonly unknown[], item: unknown): boolean {
  return isPrimitive(item) && !Number.isNaN(item)
    ? list.includes(item)
    : list.some((each) => equal(each, item));
}
