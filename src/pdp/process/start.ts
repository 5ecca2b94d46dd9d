import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { packagePath } from "../../util/package-root.ts";
import { addresses, type Transport } from "./addresses.ts";
import { pdpBinary } from "./binary.ts";
import { callsTo } from "../calls.ts";
import { configurationWith } from "./configuration.ts";
import { PdpUnavailableError } from "../errors.ts";
import { messageOf } from "./life.ts";
import type { Pdp } from "../pdp.ts";
import { privateFolder } from "./private-folder.ts";
import { startReaper } from "./reaper.ts";
import { type RestartEvent, Supervisor } from "./supervise.ts";

export interface StartOptions {
  /** The policy folder; Rolebook's own if left out. */
  readonly policies?: string | undefined;
  /** The configuration, of which addresses and policy folder are replaced; Rolebook's `cerbos.yaml` if left out. */
  readonly config?: string | undefined;
  /** `unix`, a private socket, if left out; `loopback` where the platform has none. */
  readonly transport?: Transport | undefined;
  /** Milliseconds that a process may take until it serves; 10,000 if left out. */
  readonly deadline?: number | undefined;
  /** Is told of each restart when it is over. What it throws is an uncaught exception. */
  readonly onRestart?: ((event: RestartEvent) => void) | undefined;
}

/** A PDP of our own. A copy of it (`{...pdp}`) no longer tells `pid` and `restarts` as they change. */
export interface EmbeddedPdp extends Pdp {
  /** The operating system's id of the process that serves; while there is none, of the one that served last. */
  readonly pid: number;
  /** How many times it has been started again. */
  readonly restarts: number;
}

/** How to stop each PDP that was started here and is not closed. */
const running = new Set<() => void>();

function stopAll(): void {
  for (const stop of running) stop();
}

/**
 * Starts a PDP that only this process can reach, and waits until it answers.
 *
 * It ends with `close()`, and with this process however that ends. When its process ends otherwise, or gives no sign of life for
 * five seconds, it is started again at once at the same address; when that fails, or it ends again within a second, again
 * after 50 ms, 100 ms and so on up to 5 seconds, until it is closed. A call meanwhile waits within its deadline, one that was
 * under way is sent again, and the error of one that waited in vain says why there is no PDP.
 *
 * @throws {PdpUnavailableError} where there is no binary for the platform, or the PDP does not come up; says why
 */
export async function startPdp({
  policies = packagePath("policies"),
  config = packagePath("cerbos.yaml"),
  transport = process.platform === "win32" ? "loopback" : "unix",
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
  // Before there is anything to end or to remove.
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
    // A process that is just being killed may still put its socket there.
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
