import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, badRequest, toApiError } from "./errors.ts";
import { ClientGoneError } from "./hang-up.ts";

/** Sets the headers that every answer has. */
export function setHeaders({ id }: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    "x-request-id": id,
    // A decision holds only for the moment.
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
}

/** Answers a client with an error, and logs it with more details. */
export function replyWithError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof ClientGoneError) {
    request.log.info("the client hung up");
    return reply.code(CLIENT_CLOSED_REQUEST).send();
  }
  const told = toApiError(error) ?? refused(error, request);
  const { client, method, url } = request;
  // Without the query, because somebody may have put a token there.
  const asked = { client, method, path: url.replace(/\?.*/s, "") };
  if (told === undefined) {
    request.log.error({ ...asked, err: error }, "fault");
  } else if (told.status >= 500) {
    request.log.warn({ ...asked, err: told.cause ?? told }, told.message);
  } else {
    const { status, logged } = told;
    request.log.info({ ...asked, status, ...logged }, told.message);
  }
  const { status, headers, body } = told ?? FAULT;
  setHeaders(request, reply);
  return reply.code(status).headers(headers).send({ error: body });
}

/** The status for the log and the metrics if the client has disconnected, as in other servers. */
const CLIENT_CLOSED_REQUEST = 499;

const FAULT = new ApiError(
  500,
  "This is a fault of the server. Its log says more, under the request id.",
);

/** The error for a request that the HTTP server refused before any route. */
function refused(
  error: unknown,
  { routeOptions }: FastifyRequest,
): ApiError | undefined {
  const { code, statusCode = 500, message } = error as Partial<FastifyError>;
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    // Not 415: AuthZEN's certification asks for 400.
    return badRequest([
      { pointer: "", message: "The Content-Type must be application/json." },
    ]);
  }
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    const limit = String(routeOptions.bodyLimit);
    return new ApiError(413, `The body is larger than ${limit} bytes.`);
  }
  if (statusCode < 400 || statusCode >= 500) return undefined;
  return new ApiError(statusCode, message ?? "The request cannot be read.");
}

/** Ends a connection without a request that could be answered. */
export function refuseConnection(
  { code }: { readonly code?: string },
  socket: Socket,
): void {
  if (code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF.get(code ?? "") ?? 400;
  const message = STATUS_CODES[status] ?? "";
  const body = JSON.stringify({ error: { status, message } });
  socket.end(
    [
      `HTTP/1.1 ${status} ${message}`,
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

const STATUS_OF: ReadonlyMap<string, number> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", 408],
  ["HPE_HEADER_OVERFLOW", 431],
]);
