import { once } from "node:events";
import { PdpUnavailableError } from "../pdp/errors.ts";
import { PolicyError } from "../policies/policy-error.ts";
import { authority } from "./http/address.ts";
import type { Exposure } from "./http/exposure.ts";
import type { LogLevel } from "./log-options.ts";
import {
  openServer,
  type RolebookServer,
  type ServerOptions,
} from "./rolebook-server.ts";
import { StartError } from "./start-error.ts";

/** The settings of a server, already checked. */
export interface ServerSettings
  extends
    Exposure,
    Pick<ServerOptions, "directory" | "pdp" | "policies" | "tokens"> {
  /** 0 for any free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
}

/** Receives the messages of a running server. */
export interface ServerListener {
  /** Takes one line of the log. */
  readonly log: (line: string) => void;
  /** Called with the base URL once the server listens. */
  readonly onListening?: ((url: string) => void) | undefined;
}

/**
 * Answers over HTTP until a SIGTERM or a SIGINT. Then running requests may end, and the server stops. A second signal
 * ends the process at once.
 *
 * @throws {StartError} if it cannot listen
 * @throws {TokenFileError} if the tokens file is not valid
 * @throws {DirectoryError} if the directory is not valid
 * @throws {PolicyError} if the policies cannot be read
 * @throws {PdpUnavailableError} if the PDP does not start
 */
export async function runServer(
  { address, port, logLevel, ...settings }: ServerSettings,
  { log, onListening }: ServerListener,
): Promise<void> {
  const listening = new AbortController();
  const stopping = stopSignal(listening.signal);
  try {
    const server = await open({
      ...settings,
      log: { level: logLevel, write: log },
    });
    try {
      const base = await listen(server, address, port);
      onListening?.(base);
      await stopping;
    } finally {
      // From now on, a signal ends the process at once. The PDP ends with the process.
      listening.abort();
      await server.close();
    }
  } finally {
    listening.abort();
  }
}

/** Waits for the first signal to stop, until the given signal aborts. */
function stopSignal(signal: AbortSignal): Promise<unknown> {
  const stopping = Promise.race(
    ["SIGTERM", "SIGINT"].map((name) => once(process, name, { signal })),
  );
  stopping.catch(() => undefined);
  return stopping;
}

/** Like `openServer`, but it reports problems of the PDP or the policies as a `StartError`. */
async function open(options: ServerOptions): Promise<RolebookServer> {
  try {
    return await openServer(options);
  } catch (error) {
    if (error instanceof PdpUnavailableError || error instanceof PolicyError) {
      throw new StartError([error.message], { cause: error });
    }
    throw error;
  }
}

async function listen(
  server: RolebookServer,
  address: string,
  port: number,
): Promise<string> {
  try {
    return await server.listen(address, port);
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
    (at) =>
      `${at} is taken by another program. Give another with --port <number>.`,
  ],
  [
    "EACCES",
    (at) =>
      `This user may not listen on ${at}. Give one from 1024 on with --port <number>.`,
  ],
  [
    "EADDRNOTAVAIL",
    (at) =>
      `${at} is not an address of this machine. Give another with --host <name>.`,
  ],
]);
