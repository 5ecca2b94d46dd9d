/**
 * The name of a policy in a trace, in a form that can be compared. Of a kind or a set, such as `my:document`, the compiler writes
 * some characters as `_`, and leaves the same ones in others, such as `my::document`.
 */
export function policyName(name: string): string {
  return name.replaceAll(/[^\w.]+/g, "_");
}
