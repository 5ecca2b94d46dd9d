import type { FastifyInstance } from "fastify";
import { createAuthorizer } from "../authorizer/create.ts";
import { openPdp } from "../authorizer/open.ts";
import { packageManifest } from "../util/package-root.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { addEndpoints } from "./endpoints.ts";
import { authority, isUnspecified } from "./http/address.ts";
import { Connections } from "./http/connections.ts";
import { ReadinessCheck } from "./health/readiness.ts";
import type { Tls } from "./http/node-server.ts";
import { LIMITS, type Limits } from "./http/limits.ts";
import type { LogOptions } from "./log-options.ts";
import { measuredPdp } from "./measured-pdp.ts";
import { Metrics } from "./metrics.ts";
import { reportRestarts } from "./reports.ts";
import { openDirectory, openTokens } from "./watched-files.ts";
import { createServer } from "./http/server.ts";

export interface ServerOptions {
  /** The folder of the directory. The server follows changes of its files. */
  readonly directory: string;
  /** The address of a PDP that runs elsewhere; by default, the server starts one. */
  readonly pdp?: string | undefined;
  /** The folder of the policies; by default Rolebook's. */
  readonly policies?: string | undefined;
  /** The tokens file. The server follows its changes. Without one, everybody on this machine may ask. */
  readonly tokens?: string | undefined;
  readonly tls?: Tls | undefined;
  /** The base URL that clients use; by default the address that the server listens on, if clients can call that. */
  readonly url?: string | undefined;
  readonly log: LogOptions;
  readonly limits?: Partial<Limits> | undefined;
}

/** Milliseconds for which the end of the server waits for connections on which no byte has arrived. */
const SILENCE = 1_000;

/** A server with all its parts. */
export interface RolebookServer {
  readonly server: FastifyInstance;
  /** The PDP that it asks. */
  readonly pdp: Pdp;
  readonly readiness: ReadinessCheck;
  /**
   * Listens.
   *
   * @returns the base URL
   */
  listen(address: string, port: number): Promise<string>;
  /**
   * Stops the server. From now on it is not ready and takes no new connections. Running requests have some seconds to
   * end. Then everything ends, the embedded PDP too. Further calls wait for the same end.
   */
  close(): Promise<void>;
}

/**
 * Opens everything that a server needs, and creates the server.
 *
 * @throws {TokenFileError} if the tokens file is not valid
 * @throws {DirectoryError} if the directory is not valid
 * @throws {PolicyError} if the policies cannot be read
 * @throws {PdpUnavailableError} if the PDP does not start
 * @throws {TypeError} if `pdp` is not an address
 */
export async function openServer({
  log: logOptions,
  tls,
  limits: given,
  ...options
}: ServerOptions): Promise<RolebookServer> {
  const limits = { ...LIMITS, ...given };
  const server = createServer({ log: logOptions, tls, limits });
  const { log } = server;
  const metrics = new Metrics();
  const reports = { metrics, log };
  // The PDP starts while the rest is read.
  const opening = openPdp(options.pdp, {
    policies: options.policies,
    onRestart: reportRestarts(reports),
  });
  opening.catch(() => undefined);
  const opened: (() => Promise<void> | void)[] = [
    () =>
      opening.then(
        (pdp) => pdp.close(),
        () => undefined,
      ),
  ];
  const closeParts = async (): Promise<void> => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    const directory = await openDirectory(options.directory, reports);
    opened.push(() => directory.close());
    const tokens =
      options.tokens === undefined
        ? undefined
        : await openTokens(options.tokens, reports);
    opened.push(() => tokens?.close());
    const pdp = await opening;
    const authorizer = await createAuthorizer<AnyPolicies>({
      directory,
      pdp: measuredPdp(pdp, metrics),
      policies: options.policies,
    });
    const { catalog } = authorizer;
    const readiness = new ReadinessCheck({
      catalog,
      pdp,
      directory,
      tokens,
      metrics,
      log,
    });
    let url = options.url;
    addEndpoints(server, {
      authorizer,
      directory,
      tokens,
      readiness,
      metrics,
      limits,
      url: () => url,
    });
    // A server that never listened logs neither its start nor its end.
    let isListening = false;
    let closed: Promise<void> | undefined;
    const connections = new Connections(server.server);
    const close = async (): Promise<void> => {
      readiness.drain();
      if (isListening) log.info("stopping: requests under way may end");
      const force = setTimeout(() => {
        log.warn("requests were still under way, and are cut off");
        connections.endAll();
      }, limits.drain);
      // By then, everything that clients have sent until now has been read.
      const silent = setTimeout(() => {
        connections.endSilent();
      }, SILENCE);
      await server.close();
      clearTimeout(silent);
      clearTimeout(force);
      await closeParts();
      if (isListening) log.info("stopped");
    };
    return {
      server,
      pdp,
      readiness,
      async listen(host, port) {
        const scheme = tls === undefined ? "http" : "https";
        await server.listen({
          host,
          port,
          // Fastify does not know that the server it was given uses TLS.
          listenTextResolver: (at) =>
            `listening on ${at.replace(/^http:/, `${scheme}:`)}`,
        });
        isListening = true;
        log.info(
          {
            version: packageManifest().version,
            directory: options.directory,
            policies: options.policies,
            pdp: options.pdp ?? "embedded",
            tokens:
              options.tokens ?? "none: every program on this machine may ask",
            tls: tls !== undefined,
          },
          "started",
        );
        const { port: bound } = server.server.address() as {
          readonly port: number;
        };
        const base = `${scheme}://${authority(host, bound)}`;
        if (url === undefined && !isUnspecified(host)) url = base;
        return base;
      },
      close: () => (closed ??= close()),
    };
  } catch (error) {
    await server.close();
    await closeParts();
    throw error;
  }
}
