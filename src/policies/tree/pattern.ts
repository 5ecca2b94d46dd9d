/** Whether Cerbos reads the name of an action or a role as a pattern. It does if the name contains an asterisk. */
export function isPattern(name: string): boolean {
  return name.includes("*");
}
