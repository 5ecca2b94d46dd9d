import { once } from "node:events";
import { connectPdp } from "../pdp/connect.ts";
import {
  type Exposure,
  type ExposureOptions,
  judgeExposure,
} from "../server/exposure.ts";
import { authority } from "../server/address.ts";
import type { LogLevel } from "../server/log-options.ts";
import { openService, type Service } from "../server/service.ts";
import { StartError } from "../server/start-error.ts";
import { directoryPath, policiesPath } from "./context.ts";
import { UsageError } from "./errors.ts";

export interface ServeOptions extends ExposureOptions {
  readonly port: number;
  readonly directory?: string | undefined;
  readonly pdp?: string | undefined;
  readonly policies?: string | undefined;
  readonly logLevel: LogLevel;
}

/** What a running server has to say. */
export interface ServeListener {
  /** Takes one line of the log. */
  readonly log: (line: string) => void;
  /** Is told the base URL once the server listens. */
  readonly onListening?: ((url: string) => void) | undefined;
}

/**
 * `rolebook serve`: answers over HTTP until a SIGTERM or a SIGINT; then requests under way end, and so does it. A second signal ends
 * the process at once.
 *
 * @throws {StartError} where the server cannot start as it is asked to; with all that is wrong
 */
export async function serveCommand(
  options: ServeOptions,
  { log, onListening }: ServeListener,
): Promise<void> {
  const { address, tls, url, ...parts } = await settingsOf(options);
  const listening = new AbortController();
  const stopping = stopSignal(listening.signal);
  try {
    const service = await openService({
      ...parts,
      tls,
      url,
      tokens: options.tokens,
      log: { level: options.logLevel, write: log },
    });
    try {
      const base = await listen(service, address, options.port);
      onListening?.(base);
      await stopping;
    } finally {
      // The next signal does what it does to any program; the PDP ends with this process.
      listening.abort();
      await service.close();
    }
  } finally {
    listening.abort();
  }
}

/** Waits for the first signal to stop; whoever aborts no longer waits. */
function stopSignal(signal: AbortSignal): Promise<unknown> {
  const stopping = Promise.race(
    ["SIGTERM", "SIGINT"].map((name) => once(process, name, { signal })),
  );
  stopping.catch(() => undefined);
  return stopping;
}

interface Settings extends Exposure {
  readonly directory: string;
  readonly pdp: string | undefined;
  readonly policies: string | undefined;
}

/** @throws {StartError} with all that is wrong */
async function settingsOf(options: ServeOptions): Promise<Settings> {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      const isUsage = error instanceof UsageError || error instanceof TypeError;
      if (!isUsage) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const judged = await judgeExposure(options);
  if ("problems" in judged) problems.push(...judged.problems);
  const directory = attempt(() => directoryPath(options.directory));
  const { policies } = options;
  if (policies !== undefined) attempt(() => policiesPath(policies));
  const named = options.pdp ?? process.env["ROLEBOOK_PDP"];
  const pdp = named === "" ? undefined : named;
  // Connects only with the first call.
  if (pdp !== undefined) attempt(() => void connectPdp(pdp).close());
  if (directory === undefined || "problems" in judged || problems.length > 0) {
    throw new StartError(problems);
  }
  return { ...judged.exposure, directory, pdp, policies };
}

async function listen(
  service: Service,
  address: string,
  port: number,
): Promise<string> {
  try {
    return await service.listen(address, port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const at = authority(address, port);
    const problem = LISTEN_PROBLEMS.get(code ?? "");
    if (code === undefined) throw error;
    throw new StartError(
      [problem?.(at) ?? `It cannot listen on ${at}: ${message}.`],
      {
        cause: error,
      },
    );
  }
}

const LISTEN_PROBLEMS: ReadonlyMap<string, (at: string) => string> = new Map([
  [
    "EADDRINUSE",
    (at) => `${at} is taken by another program. Give another port: --port.`,
  ],
  [
    "EACCES",
    (at) =>
      `This user may not listen on ${at}. Give a port from 1024 on: --port.`,
  ],
  [
    "EADDRNOTAVAIL",
    (at) => `${at} is no address of this machine. Give another: --host.`,
  ],
]);
