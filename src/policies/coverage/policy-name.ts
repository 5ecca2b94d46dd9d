/**
 * The name of a policy in a form that can be compared with traces. The compiler writes some characters of names as `_`,
 * as in `my:document`, but leaves the same characters in others, such as `my::document`.
 */
export function policyName(name: string): string {
  return name.replaceAll(/[^\w.]+/g, "_");
}
