/**
 * Of the environment, what the PDP's program needs to run: other variables would give it other policies, send its data away, or
 * color what is to be read.
 *
 * Unless the environment says otherwise, it collects garbage only when its memory is five times what is in use, and not twice:
 * that halves the time of its slowest answers.
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
