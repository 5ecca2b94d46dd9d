import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Limits } from "./limits.ts";

/** A certificate with its chain, and its key: PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/** Milliseconds for which a connection without requests stays open: more than the 60 s of the usual load balancers. */
const KEEP_ALIVE = 72_000;

/** Milliseconds without a byte after which a connection with a request ends, such as that of a client which reads no answer. */
const STALLED = 30_000;

/** A server on which a client that sends slowly, or not at all, holds no connection for long. */
export function httpServer(
  listener: RequestListener,
  tls: Tls | undefined,
  { receive }: Limits,
): Server {
  const options = {
    requestTimeout: receive,
    headersTimeout: receive,
    keepAliveTimeout: KEEP_ALIVE,
    // How often the two above are looked at; in the default, only every 30 seconds.
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
