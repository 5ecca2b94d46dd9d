import { spawn } from "node:child_process";

/** Ends a process and removes a folder once this process has ended, in whatever way. */
export interface Reaper {
  /** Says which process it is to end. */
  watch(pid: number): void;
  /** Calls it off: the process has ended, and the folder is gone. */
  dismiss(): void;
}

/**
 * A shell that waits on a pipe from this process. The pipe closes when this process ends, SIGKILL included; then the shell
 * kills the other process and removes the folder. Where there is no shell, only an orderly end is covered.
 */
export function startReaper(folder: string): Reaper {
  const shell = spawn(
    "/bin/sh",
    [
      "-c",
      'read pid; read _; [ -n "$pid" ] && kill -KILL "$pid" 2>/dev/null; rm -rf "$1"',
      "sh",
      folder,
    ],
    { detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    watch(pid) {
      shell.stdin.write(`${pid}\n`);
    },
    dismiss() {
      shell.kill("SIGKILL");
    },
  };
}
