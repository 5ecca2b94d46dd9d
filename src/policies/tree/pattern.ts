/** Whether Cerbos takes the name of an action or of a role for a pattern: it does if there is an asterisk in it. */
export function isPattern(name: string): boolean {
  return name.includes("*");
}
