import type { FastifyInstance, FastifyRequest } from "fastify";
import { isLoopback } from "../http/address.ts";
import { ApiError } from "../http/errors.ts";
import type { Tokens } from "./tokens/tokens.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The name of the token that came with the request, `anonymous` where none is asked for; undefined without a right one. */
    client: string | undefined;
  }
  interface FastifyContextConfig {
    /**
     * Whether the route answers without a token too. It then tells no more than its status: a probe has none, and learns from it
     * what any client learns from being served or not.
     */
    readonly statusForAll?: boolean;
  }
}

/**
 * Lets in who shows a right bearer token (RFC 6750), and nobody else, whatever they ask for. Before the body is read.
 *
 * @param tokens undefined where everybody on this machine is let in
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
    throw unauthorized("This takes a bearer token: Authorization: Bearer ….");
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
 * Without tokens, only who calls the server by a name of this machine: a page in a browser, whose own name was made to lead to
 * loopback, would otherwise read the answers.
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
