import type { ChildProcess } from "node:child_process";
import { environment } from "./environment.ts";
import type { Reaper } from "./reaper.ts";

/** The process of a PDP. Neither it nor its pipes keep this process alive. */
export interface PdpProcess {
  readonly pid: number | undefined;
  /** Fulfilled with the reason when the process has ended, such as "it ended with SIGKILL". */
  readonly ended: Promise<string>;
  /** The end of its output. */
  readonly log: () => string;
  /** Ends it at once. This loses nothing: it holds no state, and logs each decision before it sends the answer. */
  readonly kill: (why?: string) => void;
}

/**
 * Starts the process of a PDP.
 *
 * @param closing ends the process when it aborts
 */
export function startProcess(
  reaper: Reaper,
  binary: string,
  configuration: string,
  closing: AbortSignal,
): PdpProcess {
  const child = reaper.start(
    binary,
    ["server", `--config=${configuration}`, "--log-level=error"],
    environment(),
  );
  child.unref();
  let reason: string | undefined;
  const kill = (why?: string): void => {
    reason ??= why;
    child.kill("SIGKILL");
  };
  const close = (): void => {
    kill();
  };
  closing.addEventListener("abort", close);
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      closing.removeEventListener("abort", close);
      resolve(reason ?? how);
    };
    child.once("error", ({ message }) => {
      end(message);
    });
    child.once("close", (code, signal) => {
      end(`it ended with ${signal ?? `exit code ${code ?? 0}`}`);
    });
  });
  return { pid: child.pid, ended, log: tailOf(child), kill };
}

/** Reads the output of the PDP, so that the PDP never blocks, and keeps the end of it. */
function tailOf(child: ChildProcess): () => string {
  let tail = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      tail = (tail + text).slice(-4_096);
    });
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
  return () => tail.trim();
}
