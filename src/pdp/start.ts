import { type ChildProcess, execFile, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packagePath } from "../package-root.ts";
import { addresses, privateFolder, type Transport } from "./addresses.ts";
import { pdpBinary } from "./binary.ts";
import { configurationWith } from "./configuration.ts";
import { connectPdp, isServing } from "./connect.ts";
import { environment } from "./environment.ts";
import { PdpUnavailableError } from "./errors.ts";
import type { Pdp } from "./pdp.ts";
import { startReaper } from "./reaper.ts";

export interface StartOptions {
  /** The policy folder; Rolebook's own if left out. */
  readonly policies?: string | undefined;
  /** The configuration, of which addresses and policy folder are replaced; Rolebook's `cerbos.yaml` if left out. */
  readonly config?: string | undefined;
  /** `unix`, a private socket, if left out; `loopback` where the platform has none. */
  readonly transport?: Transport | undefined;
  /** Milliseconds to wait for the first sign of life; 10,000 if left out. */
  readonly deadline?: number | undefined;
}

/** How to stop each PDP that was started here and is not closed. */
const running = new Set<() => void>();

function stopAll(): void {
  for (const stop of running) stop();
}

/** A PDP of our own. */
export interface EmbeddedPdp extends Pdp {
  /** The operating system's id of its process. */
  readonly pid: number;
}

interface Launched {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly grpc: string;
}

/**
 * Starts a PDP that only this process can reach, and waits until it answers.
 *
 * It ends with `close()`, and with this process however that ends.
 *
 * @throws {PdpUnavailableError} where there is no binary for the platform, or the PDP does not come up; says why
 */
export async function startPdp({
  policies = packagePath("policies"),
  config = packagePath("cerbos.yaml"),
  transport = process.platform === "win32" ? "loopback" : "unix",
  deadline = 10_000,
}: StartOptions = {}): Promise<EmbeddedPdp> {
  const binary = pdpBinary();
  const folder = privateFolder();
  // Before there is anything to end or to remove.
  const reaper = startReaper(folder);
  const launch = async (): Promise<Launched> => {
    await mkdir(folder, { mode: 0o700 });
    const { grpc, http } = await addresses(folder, transport);
    const file = join(folder, "cerbos.yaml");
    const overrides = { grpc, http, policies: resolve(policies) };
    await writeFile(file, await configurationWith(config, overrides));
    const child = spawn(
      binary,
      ["server", `--config=${file}`, "--log-level=error"],
      {
        // A group of its own: an interrupt from the terminal is for this process, which then ends the PDP.
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: environment(),
      },
    );
    if (child.pid === undefined) throw (await once(child, "error"))[0];
    reaper.watch(child.pid);
    return { child, pid: child.pid, grpc };
  };
  const { child, pid, grpc } = await launch().catch((cause: unknown) => {
    reaper.dismiss();
    rmSync(folder, { recursive: true, force: true });
    throw new PdpUnavailableError(
      `The PDP could not be started: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  });
  const log = tailOf(child);
  const cleanUp = (): void => {
    running.delete(stop);
    reaper.dismiss();
    rmSync(folder, { recursive: true, force: true });
  };
  const stop = (): void => {
    // It holds no state, and a decision is in its log before the answer is out.
    child.kill("SIGKILL");
    cleanUp();
  };
  if (!process.listeners("exit").includes(stopAll)) {
    process.on("exit", stopAll);
  }
  running.add(stop);
  child.once("exit", cleanUp);

  try {
    await untilServing(child, grpc, deadline);
  } catch (cause) {
    stop();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PdpUnavailableError(
      `The PDP did not start with the policies in ${policies}: ${(await compileErrors(binary, policies)) || log() || reason}`,
      { cause },
    );
  }
  // From here on neither process nor pipes keep this process alive.
  child.unref();
  const pdp = connectPdp(grpc);
  return {
    ...pdp,
    pid,
    async close() {
      await pdp.close();
      const ended = hasEnded(child)
        ? Promise.resolve()
        : new Promise((resolve) => child.once("exit", resolve));
      child.ref();
      stop();
      await ended;
    },
  };
}

async function untilServing(
  child: ChildProcess,
  address: string,
  deadline: number,
): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      reject(new Error(`it ended with ${signal ?? `exit code ${code ?? 0}`}`));
    });
  });
  failed.catch(() => undefined);
  const giveUp = Date.now() + deadline;
  while (Date.now() < giveUp) {
    const serving = await Promise.race([
      isServing(address, Math.max(1, giveUp - Date.now())),
      failed,
    ]);
    if (serving) return;
    await Promise.race([sleep(10), failed]);
  }
  throw new Error(`it did not answer within ${deadline} ms`);
}

/** What the compiler says of the policies, which is better to read than the log; nothing where they are right. */
function compileErrors(binary: string, policies: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      binary,
      ["compile", "--skip-tests", "--no-color", policies],
      { timeout: 10_000, env: environment() },
      (error, stdout, stderr) => {
        resolve(error === null ? "" : `\n${stdout}${stderr}`.trimEnd());
      },
    );
  });
}

/** Reads what the PDP says, so that it never blocks, and keeps the last of it. */
function tailOf(child: ChildProcess): () => string {
  let tail = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      tail = (tail + text).slice(-4_096);
    });
    (stream as unknown as { unref?: () => void }).unref?.();
  }
  return () => tail.trim();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
