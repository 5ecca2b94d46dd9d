import { randomUUID } from "node:crypto";
import { fastify, type FastifyInstance, LogController } from "fastify";
import { ApiError } from "./errors.ts";
import { nodeServer, type Tls } from "./node-server.ts";
import { parseBody } from "./json-body.ts";
import type { Limits } from "./limits.ts";
import type { LogOptions } from "../log-options.ts";
import { refuseConnection, replyWithError, setHeaders } from "./replies.ts";

/** An HTTP server without routes, which are added later. It does not listen yet. */
export function createServer({
  log: { level, write },
  tls,
  limits,
}: {
  readonly log: LogOptions;
  readonly tls?: Tls | undefined;
  readonly limits: Limits;
}): FastifyInstance {
  const server = fastify({
    logger: {
      level,
      stream: { write },
      base: {},
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    // Routes log their answers themselves.
    logController: new LogController({ disableRequestLogging: true }),
    serverFactory: (listener) => nodeServer(listener, tls, limits),
    genReqId: ({ headers }) => requestId(headers["x-request-id"]),
    bodyLimit: limits.bodyBytes,
    // While the server stops, it still answers requests on open connections, and then ends the connections.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    frameworkErrors(error, request, reply) {
      replyWithError(error, request, reply);
    },
    clientErrorHandler: refuseConnection,
  });
  server.addHook("onRequest", (request, reply, done) => {
    setHeaders(request, reply);
    done();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer" },
    (_request, bytes, done) => {
      try {
        done(null, parseBody(bytes));
      } catch (error) {
        done(error as ApiError);
      }
    },
  );
  server.setErrorHandler(replyWithError);
  server.setNotFoundHandler(({ url, method }) => {
    const path = url.replace(/\?.*/s, "");
    const allowed = METHODS.filter((each) =>
      server.hasRoute({ url: path, method: each }),
    );
    if (allowed.length === 0) throw new ApiError(404, "There is nothing here.");
    const message = `${method} is not allowed here. Use ${allowed.join(" or ")}.`;
    throw new ApiError(405, message, {
      headers: { allow: allowed.join(", ") },
    });
  });
  return server;
}

const METHODS = ["GET", "HEAD", "POST"] as const;

/** The client's request id, unchanged, or a new one if it gives none. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === "string" && given !== "" ? given : randomUUID();
}
