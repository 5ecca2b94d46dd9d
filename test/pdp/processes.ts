import { execFileSync, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { vi } from "vitest";

/** How the operating system has a process: R, S, D, T where it is stopped; Z where it has ended; nothing where there is none. */
function stateOf(pid: number): string {
  const { stdout } = spawnSync("ps", ["-o", "state=", "-p", String(pid)], {
    encoding: "utf8",
  });
  return stdout.trim().slice(0, 1);
}

/** Whether it runs, or could: not one that has ended and whose parent has not asked how, which may take init seconds. */
export function isAlive(pid: number): boolean {
  return !["", "Z"].includes(stateOf(pid));
}

export async function untilGone(pid: number, within = 3_000): Promise<boolean> {
  const end = Date.now() + within;
  while (Date.now() < end && isAlive(pid)) await sleep(20);
  return !isAlive(pid);
}

/** Whether the command line of any process names the folder. */
export function isInUse(folder: string): boolean {
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).includes(
    folder,
  );
}

/** Stops a process, and waits until the operating system has. */
export async function freeze(pid: number): Promise<void> {
  process.kill(pid, "SIGSTOP");
  await vi.waitUntil(() => stateOf(pid) === "T");
}
