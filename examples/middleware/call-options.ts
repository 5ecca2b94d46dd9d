import type { ServerResponse } from "node:http";
import type { CallOptions } from "../../src/index.ts"; // in a service: "rolebook"

/**
 * Options for calls made for a request: they end when the client disconnects, and after a second at the latest.
 *
 * Use the response to learn whether the client has disconnected. The request, and Fastify's `request.signal`, end as
 * soon as the body has been read.
 */
export function callOptions(response: ServerResponse): CallOptions {
  const controller = new AbortController();
  response.once("close", () => {
    controller.abort();
  });
  return { signal: controller.signal, deadline: 1_000 };
}
