/** Whether an action is one that a rule names, or names with `*`: for everything, or for a part between colons. */
export function matches(pattern: string, action: string): boolean {
  if (pattern === "*" || pattern === action) return true;
  if (!pattern.includes("*")) return false;
  const parts = pattern.split("*").map((each) => each.replace(/\W/g, "\\$&"));
  return new RegExp(`^${parts.join("[^:]*")}$`).test(action);
}

/** The same, in doubt with yes: beside `*`, other characters too have a meaning for Cerbos. */
export function mayMatch(pattern: string, action: string): boolean {
  return /\*.*[?[{]|[?[{].*\*/.test(pattern) || matches(pattern, action);
}
