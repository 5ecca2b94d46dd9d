import type { FastifyInstance } from "fastify";
import type { Authorizer } from "../authorizer/authorizer.ts";
import type { WatchedDirectory } from "../directory/watch/watched-directory.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { authenticate } from "./auth/authentication.ts";
import { evaluationRoute } from "./authzen/evaluation.ts";
import { evaluationsRoute } from "./authzen/evaluations.ts";
import { metadataRoute } from "./authzen/metadata.ts";
import { PATHS } from "./authzen/paths.ts";
import { searchRoutes } from "./authzen/search-routes.ts";
import type { ReadinessCheck } from "./health/readiness.ts";
import { healthRoutes } from "./health/routes.ts";
import type { Limits } from "./http/limits.ts";
import type { Metrics } from "./metrics.ts";
import type { Tokens } from "./auth/tokens/tokens.ts";

interface EndpointOptions {
  readonly authorizer: Authorizer<AnyPolicies>;
  /** The directory in force, which searches use. */
  readonly directory: Pick<WatchedDirectory, "current">;
  /** Undefined if everybody on this machine may ask. */
  readonly tokens: Tokens | undefined;
  readonly readiness: ReadinessCheck;
  readonly metrics: Metrics;
  readonly limits: Limits;
  /** The base URL by which clients know the server, if it is known. */
  readonly url: () => string | undefined;
}

/** Adds all routes of a server: AuthZEN's Authorization API 1.0, health and metrics. */
export function addEndpoints(
  server: FastifyInstance,
  options: EndpointOptions,
): void {
  const { tokens, readiness, metrics, limits, url } = options;
  authenticate(server, tokens);
  server.addHook("onSend", (_request, reply, _payload, done) => {
    // A connection that stays open would delay the end of the server.
    if (readiness.isDraining) reply.header("connection", "close");
    done();
  });
  server.addHook("onResponse", ({ routeOptions }, reply, done) => {
    const seconds = reply.elapsedTime / 1_000;
    metrics.responded(routeOptions.url, reply.statusCode, seconds);
    done();
  });
  evaluationRoute(server, PATHS.evaluation, options, limits);
  evaluationsRoute(server, PATHS.evaluations, options, limits);
  searchRoutes(server, PATHS.search, options);
  metadataRoute(server, PATHS, url);
  healthRoutes(server, { readiness, metrics });
}
