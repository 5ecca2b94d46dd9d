/** What the end of a command means to the shell. */
export const EXIT = {
  ok: 0,
  /** Denied, or problems found. */
  negative: 1,
  /** A command that cannot be run as it is: an unknown option, kind, action, attribute, a file that cannot be read … */
  usage: 2,
  /** No PDP, or no policies, that can answer. */
  pdp: 3,
  /** A fault in Rolebook itself. It is never 1, because 1 is an answer. */
  fault: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
