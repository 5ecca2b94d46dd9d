/**
 * The environment variables that the PDP's program needs. Others could give it other policies, send its data elsewhere,
 * or add colors to its output.
 *
 * Unless the environment sets `GOGC`, it collects garbage only when its memory is five times what is in use, instead of
 * twice. This halves the time of its slowest answers.
 */
export function environment(): NodeJS.ProcessEnv {
  return {
    GOGC: "400",
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => PASSED_ON.has(name)),
    ),
  };
}

const PASSED_ON: ReadonlySet<string> = new Set([
  "HOME",
  "PATH",
  "TMPDIR",
  "TZ",
  "GOGC",
  "GOMAXPROCS",
  "GOMEMLIMIT",
]);
