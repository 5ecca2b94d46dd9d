import { execFile } from "node:child_process";
import { PdpUnavailableError } from "../errors.ts";
import { pdpBinary } from "./binary.ts";
import { environment } from "./environment.ts";

/** The result of a run of `cerbos compile`. */
interface Compilation {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface CompileOptions {
  /** Ends the compiler when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the compiler is ended; by default never. */
  readonly deadline?: number | undefined;
  /** Whether this process may end while the compiler runs; by default not. */
  readonly inBackground?: boolean | undefined;
}

/**
 * Runs `cerbos compile` on a policy folder, with these arguments.
 *
 * @throws {PdpUnavailableError} if there is no compiler for the platform, if it cannot be run, or if it is ended
 */
export function compile(
  policies: string,
  args: readonly string[],
  { signal, deadline = 0, inBackground = false }: CompileOptions = {},
): Promise<Compilation> {
  const binary = pdpBinary();
  return new Promise((resolve, reject) => {
    const child = execFile(
      binary,
      ["compile", ...args, policies],
      {
        ...{ maxBuffer: Infinity, env: environment(), signal },
        ...{ timeout: deadline, killSignal: "SIGKILL" },
      },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : error.code;
        if (typeof exitCode === "number") {
          resolve({ exitCode, stdout, stderr });
          return;
        }
        // It has a name, such as ENOENT, if it did not run, and is missing if a signal ended it.
        const how = exitCode ?? error?.signal ?? "a signal";
        const said = stderr.trim() || (error?.message ?? "");
        const message = `The compiler could not be run to its end (${how}): ${said}`;
        reject(new PdpUnavailableError(message, { cause: error }));
      },
    );
    if (!inBackground) return;
    child.unref();
    for (const pipe of [child.stdout, child.stderr]) {
      (pipe as unknown as { unref?: () => void } | null)?.unref?.();
    }
  });
}

/** Output for people: without the suites, and without colors. */
const IN_WORDS = ["--skip-tests", "--no-color"];

/** The errors that the compiler finds in policies. Empty if they compile. */
export async function compileErrors(
  policies: string,
  options?: CompileOptions,
): Promise<string> {
  const { exitCode, stdout, stderr } = await compile(
    policies,
    IN_WORDS,
    options,
  );
  return exitCode === 0 ? "" : `${stdout}${stderr}`.trim();
}
