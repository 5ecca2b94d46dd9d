/** The environment variables that count if an option is missing. */
export const VARIABLES = {
  /** The address of a PDP that runs elsewhere. */
  pdp: "ROLEBOOK_PDP",
  /** The folder of the directory. */
  directory: "ROLEBOOK_DIRECTORY",
} as const;

/** The value of an environment variable. Undefined if it is missing or empty. */
export function fromEnvironment(
  setting: keyof typeof VARIABLES,
): string | undefined {
  const value = process.env[VARIABLES[setting]];
  return value === "" ? undefined : value;
}
