/** The exit codes of commands. */
export const EXIT = {
  ok: 0,
  /** The answer is no, or there are problems. */
  negative: 1,
  /** The command cannot run as given: an unknown option, kind, action or attribute, a file that cannot be read … */
  usage: 2,
  /** The PDP or the policies give no answer. */
  pdp: 3,
  /** A fault in Rolebook itself. It is never 1, because 1 is an answer. */
  fault: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
