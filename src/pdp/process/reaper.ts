import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** Starts processes one after the other; ends the last one and removes a folder once this process has ended, in whatever way. */
export interface Reaper {
  /** Starts a process, in a group of its own: an interrupt from the terminal is for this process. */
  start(
    file: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
  ): ChildProcess;
  /** Calls it off: the process has ended, and the folder is gone. */
  dismiss(): void;
}

const SHELL = "/bin/sh";

/** Each line is the process to end from then on; an empty one, that there is none. It may write to the folder up to its end. */
const WAIT = `
  while read -r line; do pid=$line; done
  [ -n "$pid" ] && kill -KILL "$pid" 2>/dev/null
  rm -rf "$1" || { sleep 1; rm -rf "$1"; }
`;

/** A process that says its id itself, before it becomes the program: so there is no moment in which nobody would end it. */
const START = '(echo "$$" >&3) 2>/dev/null; exec "$@" 3>&-';

/**
 * A shell that waits on a pipe from this process. The pipe closes when this process ends, SIGKILL included; then the shell
 * kills the other process and removes the folder. Where there is no shell, only an orderly end is covered.
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
      // Its id may belong to another process from now on.
      child.once("exit", () => shell.stdin.write("\n"));
      return child;
    },
    dismiss() {
      shell.kill("SIGKILL");
    },
  };
}
