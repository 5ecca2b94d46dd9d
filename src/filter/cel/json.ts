/** Whether the value is an object of JSON: not an array, `null`, or an instance such as a `Date`. */
export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.prototype.toString.call(value) === "[object Object]"
  );
}

/** Whether the value reaches the PDP unchanged. The contents of lists and objects are not checked. */
export function isJson(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      // The client replaces half of a surrogate pair by another character.
      return value.isWellFormed();
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return true;
    case "object":
      return value === null || Array.isArray(value) || isObject(value);
    case "undefined":
    case "bigint":
    case "symbol":
    case "function":
      return false;
  }
}

export function isPrimitive(
  value: unknown,
): value is string | number | boolean | null {
  return value === null || typeof value !== "object";
}
