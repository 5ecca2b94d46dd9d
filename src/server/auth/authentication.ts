import type { FastifyInstance, FastifyRequest } from "fastify";
import { isLoopback } from "../http/address.ts";
import { ApiError } from "../http/errors.ts";
import type { Tokens } from "./tokens/tokens.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The name of the request's token, or `anonymous` if the server has no tokens. Undefined without a valid token. */
    client: string | undefined;
  }
  interface FastifyContextConfig {
    /**
     * Whether the route also answers without a token, but then only with a status. Probes have no token, and the status
     * tells nothing that other clients cannot see from their own requests.
     */
    readonly statusForAll?: boolean;
  }
}

/**
 * Serves only requests with a valid bearer token (RFC 6750), for all routes. It checks the token before the body is
 * read.
 *
 * @param tokens undefined if everybody on this machine may ask
 */
export function authenticate(
  server: FastifyInstance,
  tokens: Tokens | undefined,
): void {
  server.decorateRequest("client", undefined);
  server.addHook("onRequest", (request, _reply, done) => {
    request.client =
      tokens === undefined ? anonymous(request) : clientOf(request, tokens);
    done();
  });
}

function clientOf(
  { headers, routeOptions }: FastifyRequest,
  tokens: Tokens,
): string | undefined {
  const { authorization } = headers;
  if (
    authorization === undefined &&
    routeOptions.config.statusForAll === true
  ) {
    return undefined;
  }
  const [, token] =
    /^Bearer +([\w~+/.-]+=*) *$/i.exec(authorization ?? "") ?? [];
  if (token === undefined) {
    throw unauthorized("This needs a bearer token: Authorization: Bearer ….");
  }
  const verdict = tokens.verify(token, Date.now());
  switch (verdict.kind) {
    case "valid":
      return verdict.name;
    case "expired":
      throw unauthorized("The token has expired.", "invalid_token", {
        expiredToken: verdict.name,
      });
    case "unknown":
      throw unauthorized("The token is not known.", "invalid_token");
  }
}

function unauthorized(
  message: string,
  error?: string,
  logged: Readonly<Record<string, string>> = {},
): ApiError {
  const why =
    error === undefined
      ? ""
      : `, error="${error}", error_description="${message}"`;
  const headers = { "www-authenticate": `Bearer realm="rolebook"${why}` };
  return new ApiError(401, message, { headers, logged });
}

/**
 * Without tokens, the request must address the server as localhost or by a loopback address. Otherwise, a page in a
 * browser could read the answers if its own host name is made to point to loopback.
 */
function anonymous({ hostname }: FastifyRequest): string {
  const name = hostname.replace(/^\[(.*)\]$/, "$1");
  if (name.toLowerCase() === "localhost" || isLoopback(name))
    return "anonymous";
  throw new ApiError(
    403,
    "Without tokens, this server answers only to localhost and to loopback addresses.",
  );
}
