import { once } from "node:events";
import { connectPdp } from "../../pdp/connect.ts";
import { PdpUnavailableError } from "../../pdp/errors.ts";
import { PolicyError } from "../../policies/policy-error.ts";
import { quote } from "../../util/quote.ts";
import {
  type Exposure,
  type ExposureOptions,
  judgeExposure,
} from "../../server/http/exposure.ts";
import { authority, parsePort } from "../../server/http/address.ts";
import type { LogLevel } from "../../server/log-options.ts";
import {
  openService,
  type Service,
  type ServiceOptions,
} from "../../server/service.ts";
import { StartError, startProblems } from "../../server/start-error.ts";
import { directoryPath, policiesPath } from "../context.ts";
import { UsageError } from "../errors.ts";

export interface ServeOptions extends ExposureOptions {
  /** A number, or a text that is to be one, from 0 to 65535; 0 for any that is free. */
  readonly port: number | string;
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
 * @throws {DirectoryError} where the directory is not valid
 * @throws {PolicyError} where the policies cannot be read
 * @throws {PdpUnavailableError} where the PDP does not come up
 */
export async function serveCommand(
  options: ServeOptions,
  { log, onListening }: ServeListener,
): Promise<void> {
  const { address, port, tls, url, ...parts } = await settingsOf(options);
  const listening = new AbortController();
  const stopping = stopSignal(listening.signal);
  try {
    const service = await open({
      ...parts,
      tls,
      url,
      tokens: options.tokens,
      log: { level: options.logLevel, write: log },
    });
    try {
      const base = await listen(service, address, port);
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

/** As `openService`; what keeps the PDP or the policies from being used is told as every other reason not to start is. */
async function open(options: ServiceOptions): Promise<Service> {
  try {
    return await openService(options);
  } catch (error) {
    // The same error, for it says what to exit with.
    if (error instanceof PdpUnavailableError || error instanceof PolicyError) {
      error.message = startProblems([error.message]);
    }
    throw error;
  }
}

interface Settings extends Exposure {
  readonly port: number;
  readonly directory: string;
  readonly pdp: string | undefined;
  readonly policies: string | undefined;
}

/** @throws {StartError} with all that is wrong */
async function settingsOf(options: ServeOptions): Promise<Settings> {
  const problems: string[] = [];
  /** @param source the option or the variable that says it, if one does */
  const attempt = <T>(
    source: string | undefined,
    read: () => T,
  ): T | undefined => {
    try {
      return read();
    } catch (error) {
      const isUsage = error instanceof UsageError || error instanceof TypeError;
      if (!isUsage) throw error;
      const at = source === undefined ? "" : `${source}: `;
      problems.push(at + error.message);
      return undefined;
    }
  };
  const port = parsePort(String(options.port));
  if (port === undefined) {
    problems.push(
      `--port: ${quote(String(options.port))} is no port. Give a number from 0 to 65535.`,
    );
  }
  const judged = await judgeExposure(options);
  if ("problems" in judged) problems.push(...judged.problems);
  const directory = attempt(
    sourceOf("--directory", options.directory, "ROLEBOOK_DIRECTORY"),
    () => directoryPath(options.directory),
  );
  const { policies } = options;
  if (policies !== undefined) {
    attempt("--policies", () => policiesPath(policies));
  }
  const named = options.pdp ?? process.env["ROLEBOOK_PDP"];
  const pdp = named === "" ? undefined : named;
  if (pdp !== undefined) {
    const source = sourceOf("--pdp", options.pdp, "ROLEBOOK_PDP");
    // Connects only with the first call.
    attempt(source, () => void connectPdp(pdp).close());
  }
  if (
    port === undefined ||
    directory === undefined ||
    "problems" in judged ||
    problems.length > 0
  ) {
    throw new StartError(problems);
  }
  return { ...judged.exposure, port, directory, pdp, policies };
}

/** What a setting comes from: the option, else the variable; undefined where neither says anything. */
function sourceOf(
  option: string,
  given: string | undefined,
  variable: string,
): string | undefined {
  if (given !== undefined) return option;
  return (process.env[variable] ?? "") === "" ? undefined : variable;
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
      `${at} is no address of this machine. Give another with --host <name>.`,
  ],
]);
