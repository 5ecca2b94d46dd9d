/** Whether it is an object that JSON has: neither an array, nor `null`, nor a `Date` or the like. */
export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.prototype.toString.call(value) === "[object Object]"
  );
}

/** Whether it is a value that reaches the PDP as it is. What lists and objects hold is not looked at. */
export function isJson(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      // The client sends half of a surrogate pair as another character.
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
