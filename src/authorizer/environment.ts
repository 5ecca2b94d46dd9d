/** The variables of the environment that name what an option does not. */
export const VARIABLES = {
  /** The address of a PDP that runs elsewhere. */
  pdp: "ROLEBOOK_PDP",
  /** The folder of the directory. */
  directory: "ROLEBOOK_DIRECTORY",
} as const;

/** What the environment names. Undefined if it names nothing, or an empty text. */
export function fromEnvironment(
  setting: keyof typeof VARIABLES,
): string | undefined {
  const value = process.env[VARIABLES[setting]];
  return value === "" ? undefined : value;
}
