/**
 * Of the environment, what the PDP's program needs to run: other variables would give it other policies, send its data away, or
 * color what is to be read.
 */
export function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => PASSED_ON.has(name)),
  );
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
