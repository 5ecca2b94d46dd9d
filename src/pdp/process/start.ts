import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "../../util/message.ts";
import { packagePath } from "../../util/package-root.ts";
import { addresses, type Transport } from "./addresses.ts";
import { pdpBinary } from "./binary.ts";
import { callsTo } from "../calls.ts";
import { configurationWith } from "./configuration.ts";
import { PdpUnavailableError } from "../errors.ts";
import type { Pdp } from "../pdp.ts";
import { privateFolder } from "./private-folder.ts";
import { startReaper } from "./reaper.ts";
import { type RestartEvent, Supervisor } from "./supervise.ts";

export interface StartOptions {
  /** The policy folder; by default Rolebook's own. */
  readonly policies?: string | undefined;
  /** The configuration file; by default Rolebook's `cerbos.yaml`. Its addresses and policy folder are replaced. */
  readonly config?: string | undefined;
  /** By default `unix`, a private socket. */
  readonly transport?: Transport | undefined;
  /** Milliseconds within which a process must serve; by default 10,000. */
  readonly deadline?: number | undefined;
  /** Called after each restart. If it throws, that is an uncaught exception. */
  readonly onRestart?: ((event: RestartEvent) => void) | undefined;
}

/** A PDP that this process has started. In a copy of it (`{...pdp}`), `pid` and `restarts` no longer change. */
export interface EmbeddedPdp extends Pdp {
  /** The id of the process that serves. While no process serves, that of the last one. */
  readonly pid: number;
  /** How many times the PDP has been restarted. */
  readonly restarts: number;
}

/** Functions that stop the PDPs that were started here and are not closed. */
const running = new Set<() => void>();

function stopAll(): void {
  for (const stop of running) stop();
}

/**
 * Starts a PDP that only this process can reach, and waits until it answers.
 *
 * The PDP ends with `close()`, or when this process ends in any way. If its process ends otherwise, or does not answer
 * for five seconds, a new one is started at once at the same address. If that fails, or the new process ends within a
 * second, the next start follows after 50 ms, then 100 ms and so on up to 5 seconds, until the PDP is closed. Calls
 * that come meanwhile wait within their deadline, and interrupted calls are sent again. If a call waits in vain, its
 * error says why there is no PDP.
 *
 * @throws {PdpUnavailableError} if there is no binary for the platform, or the PDP does not start. The message says why
 */
export async function startPdp({
  policies = packagePath("policies"),
  config = packagePath("cerbos.yaml"),
  transport = "unix",
  deadline = 10_000,
  onRestart,
}: StartOptions = {}): Promise<EmbeddedPdp> {
  const binary = pdpBinary();
  const folder = privateFolder();
  const { grpc, configuration } = await configure(
    folder,
    transport,
    config,
    resolve(policies),
  );
  // The reaper comes first, before there is anything to end or to remove.
  const reaper = startReaper(folder);
  const supervisor = new Supervisor(
    {
      reaper,
      binary,
      folder,
      configuration,
      address: grpc,
      policies: resolve(policies),
      deadline,
    },
    onRestart,
  );
  const remove = (): void => {
    // A process that is being killed may still create its socket.
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const stop = (): void => {
    supervisor.stop();
    remove();
  };
  const close = async (): Promise<void> => {
    await supervisor.close();
    remove();
    running.delete(stop);
    reaper.dismiss();
  };
  if (!process.listeners("exit").includes(stopAll)) {
    process.on("exit", stopAll);
  }
  running.add(stop);
  try {
    await supervisor.start();
  } catch (error) {
    await close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    ...callsTo(supervisor),
    get pid() {
      return supervisor.pid;
    },
    get restarts() {
      return supervisor.restarts;
    },
    close: () => (closed ??= close()),
  };
}

async function configure(
  folder: string,
  transport: Transport,
  config: string,
  policies: string,
): Promise<{ grpc: string; configuration: string }> {
  try {
    const { grpc, http } = await addresses(folder, transport);
    const overrides = { grpc, http, policies };
    return { grpc, configuration: await configurationWith(config, overrides) };
  } catch (cause) {
    throw new PdpUnavailableError(
      `The PDP could not be started: ${messageOf(cause)}`,
      { cause },
    );
  }
}
