import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Limits } from "./limits.ts";

/** A certificate with its chain, and its key, both in PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/**
 * Milliseconds for which a connection without requests stays open. Load balancers usually keep theirs open for 60 s.
 */
const KEEP_ALIVE = 72_000;

/**
 * Milliseconds without a byte after which a connection with a request ends, for example if the client reads no answer.
 */
const STALLED = 30_000;

/** A server that soon ends the connection of a client that sends slowly or not at all. */
export function nodeServer(
  listener: RequestListener,
  tls: Tls | undefined,
  { receive }: Limits,
): Server {
  const options = {
    requestTimeout: receive,
    headersTimeout: receive,
    keepAliveTimeout: KEEP_ALIVE,
    // How often the two timeouts above are checked. By default, it is only every 30 seconds.
    connectionsCheckingInterval: Math.min(1_000, receive),
  };
  const server =
    tls === undefined
      ? createServer(options, listener)
      : createTlsServer(
          {
            ...options,
            ...tls,
            minVersion: "TLSv1.2",
            handshakeTimeout: receive,
          },
          listener,
        );
  server.timeout = STALLED;
  return server;
}
