import { execFile } from "node:child_process";
import { environment } from "./environment.ts";

/**
 * The compiler's errors for the policies; empty if there are none. They are easier to read than the PDP's log.
 *
 * The wait does not keep this process alive.
 */
export function compileErrors(
  binary: string,
  policies: string,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(
      binary,
      ["compile", "--skip-tests", "--no-color", policies],
      { timeout: 10_000, killSignal: "SIGKILL", env: environment(), signal },
      (error, stdout, stderr) => {
        resolve(error === null ? "" : `\n${stdout}${stderr}`.trimEnd());
      },
    );
    child.unref();
    for (const pipe of [child.stdout, child.stderr]) {
      (pipe as unknown as { unref?: () => void } | null)?.unref?.();
    }
  });
}
