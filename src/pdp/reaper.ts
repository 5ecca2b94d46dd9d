import { spawn } from "node:child_process";

/** Ends a process once this one has ended, in whatever way. */
export interface Reaper {
  /** Calls it off, for the process has ended. */
  dismiss(): void;
}

/**
 * A shell that waits on a pipe from this process. The pipe closes when this process ends, SIGKILL included; then the shell
 * kills the other process and removes its folder. Where there is no shell, only an orderly end is covered.
 */
export function startReaper(pid: number | undefined, folder: string): Reaper {
  if (pid === undefined) return { dismiss: () => undefined };
  const shell = spawn(
    "/bin/sh",
    [
      "-c",
      'read _; kill -KILL "$1" 2>/dev/null; rm -rf "$2"',
      "sh",
      String(pid),
      folder,
    ],
    { detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    dismiss() {
      shell.kill("SIGKILL");
    },
  };
}
