import type { FastifyInstance } from "fastify";
import { ApiError } from "../http/errors.ts";
import type { PATHS } from "./paths.ts";

/**
 * The addresses of the APIs. AuthZEN, "Policy Decision Point Metadata".
 *
 * @param url the base URL that clients use, without a slash at its end; undefined if it is not known
 */
export function metadataRoute(
  server: FastifyInstance,
  paths: typeof PATHS,
  url: () => string | undefined,
): void {
  server.get(paths.metadata, () => {
    const base = url();
    if (base === undefined) {
      // The address in the request is not used, because its sender could choose what others see.
      throw new ApiError(
        404,
        "This server does not know the address at which clients reach it. Start it with --url https://….",
      );
    }
    return {
      policy_decision_point: base,
      access_evaluation_endpoint: base + paths.evaluation,
      access_evaluations_endpoint: base + paths.evaluations,
      search_subject_endpoint: base + paths.search.subject,
      search_resource_endpoint: base + paths.search.resource,
      search_action_endpoint: base + paths.search.action,
    };
  });
}
