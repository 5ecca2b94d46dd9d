import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packagePath } from "../package-root.ts";
import { pdpBinary } from "./binary.ts";
import { connectPdp, isServing } from "./connect.ts";
import { PdpUnavailableError } from "./errors.ts";
import type { Pdp } from "./pdp.ts";
import { startReaper } from "./reaper.ts";

export interface StartOptions {
  /** The policy folder; Rolebook's own if left out. */
  readonly policies?: string | undefined;
  /** The configuration, of which addresses and policy folder are replaced; Rolebook's `cerbos.yaml` if left out. */
  readonly config?: string | undefined;
  /** `unix`, a private socket, if left out and the platform's paths allow it; else `loopback`. */
  readonly transport?: "unix" | "loopback" | undefined;
  /** Milliseconds to wait for the first sign of life; 10,000 if left out. */
  readonly deadline?: number | undefined;
}

/** A PDP of our own. */
export interface EmbeddedPdp extends Pdp {
  /** The operating system's id of its process. */
  readonly pid: number;
}

/** The longest path of a socket that every supported platform takes, in bytes. */
const LONGEST_SOCKET_PATH = 103;

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
  transport,
  deadline = 10_000,
}: StartOptions = {}): Promise<EmbeddedPdp> {
  const binary = pdpBinary();
  const folder = await mkdtemp(join(tmpdir(), "rolebook-"));
  const { grpc, http } = await addresses(folder, transport);
  const child = spawn(
    binary,
    [
      "server",
      `--config=${config}`,
      "--log-level=error",
      `--set=server.grpcListenAddr=${grpc}`,
      `--set=server.httpListenAddr=${http}`,
      `--set=storage.disk.directory=${policies}`,
    ],
    {
      // A group of its own: an interrupt from the terminal is for this process, which then ends the PDP.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(),
    },
  );
  const log = tailOf(child);
  const reaper = startReaper(child.pid, folder);
  const cleanUp = (): void => {
    process.off("exit", stop);
    reaper.dismiss();
    rmSync(folder, { recursive: true, force: true });
  };
  const stop = (): void => {
    // It holds no state, and a decision is in its log before the answer is out.
    child.kill("SIGKILL");
    cleanUp();
  };
  process.on("exit", stop);
  child.once("exit", cleanUp);

  try {
    await untilServing(child, grpc, deadline);
  } catch (cause) {
    stop();
    throw new PdpUnavailableError(
      `The PDP did not start with the policies in ${policies}: ` +
        `${log() || (cause instanceof Error ? cause.message : String(cause))}.`,
      { cause },
    );
  }
  // From here on neither process nor pipes keep this process alive.
  child.unref();
  const pdp = connectPdp(grpc);
  return {
    ...pdp,
    pid: child.pid ?? -1,
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

async function addresses(
  folder: string,
  transport: StartOptions["transport"],
): Promise<{ grpc: string; http: string }> {
  const [grpc, http] = [join(folder, "grpc.sock"), join(folder, "http.sock")];
  if (
    transport === "unix" ||
    (transport === undefined && Buffer.byteLength(grpc) <= LONGEST_SOCKET_PATH)
  ) {
    return { grpc: `unix:${grpc}`, http: `unix:${http}` };
  }
  const [first, second] = await freePorts(2);
  return { grpc: `127.0.0.1:${first}`, http: `127.0.0.1:${second}` };
}

/** Ports on loopback that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
          });
        }),
    ),
  );
  for (const server of servers) server.close();
  return ports;
}

/** Without Cerbos' own variables: one of them would replace the policies with others. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("CERBOS_")),
  );
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
