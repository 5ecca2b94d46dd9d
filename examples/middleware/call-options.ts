import type { ServerResponse } from "node:http";
import type { CallOptions } from "../../src/index.ts"; // in a service: "rolebook"

/**
 * For questions that are asked to answer a request: they end with the client's connection, and after a second at the latest.
 *
 * It is the response that says whether the client is still there. The request closes as soon as its body has been read, and so
 * does Fastify's `request.signal`.
 */
export function callOptions(response: ServerResponse): CallOptions {
  const controller = new AbortController();
  response.once("close", () => {
    controller.abort();
  });
  return { signal: controller.signal, deadline: 1_000 };
}
