import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Starts processes one after the other. When this process ends in any way, it ends the last one and removes a folder.
 */
export interface Reaper {
  /** Starts a process in a new group, so that an interrupt from the terminal reaches only this process. */
  start(
    file: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
  ): ChildProcess;
  /** Ends the reaper. To be called when the last process has ended and the folder is removed. */
  dismiss(): void;
}

const SHELL = "/bin/sh";

/**
 * Reads process ids, one a line, and ends the last one when its input closes. An empty line means that no process runs.
 *
 * The process may still write to the folder while it ends, so the folder may have to be removed twice.
 */
const WAIT = `
  while read -r line; do pid=$line; done
  [ -n "$pid" ] && kill -KILL "$pid" 2>/dev/null
  rm -rf "$1" || { sleep 1; rm -rf "$1"; }
`;

/**
 * Writes its own process id to the reaper, and then becomes the program. So the reaper knows each process from its
 * start.
 */
const START = '(echo "$$" >&3) 2>/dev/null; exec "$@" 3>&-';

/**
 * Starts a shell that waits on a pipe from this process. The pipe closes when this process ends, even by SIGKILL. Then
 * the shell kills the other process and removes the folder. Without a shell, only an orderly end of this process does
 * so.
 */
export function startReaper(folder: string): Reaper {
  if (!existsSync(SHELL)) {
    return {
      start: (file, args, env) =>
        spawn(file, args, {
          detached: true,
          stdio: ["ignore", "pipe", "pipe"],
          env,
        }),
      dismiss: () => undefined,
    };
  }
  const shell = spawn(SHELL, ["-c", WAIT, "sh", folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    start(file, args, env) {
      const pipe = shell.stdin.destroyed ? "ignore" : shell.stdin;
      const child = spawn(SHELL, ["-c", START, "sh", file, ...args], {
        detached: true,
        stdio: ["ignore", "pipe", "pipe", pipe],
        env,
      });
      // From now on, its id may belong to another process.
      child.once("exit", () => shell.stdin.write("\n"));
      return child;
    },
    dismiss() {
      shell.kill("SIGKILL");
    },
  };
}
