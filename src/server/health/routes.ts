import type { FastifyInstance } from "fastify";
import type { Metrics } from "../metrics.ts";
import type { ReadinessCheck } from "./readiness.ts";

/**
 * `/healthz` tells that the process runs, `/readyz` whether the server should get requests, and `/metrics` what it
 * counted.
 */
export function healthRoutes(
  server: FastifyInstance,
  {
    readiness,
    metrics,
  }: { readonly readiness: ReadinessCheck; readonly metrics: Metrics },
): void {
  const config = { statusForAll: true };
  server.get("/healthz", { config }, ({ client }, reply) =>
    client === undefined ? reply.send() : reply.send({ status: "alive" }),
  );
  server.get("/readyz", { config }, async ({ client }, reply) => {
    const found = await readiness.check();
    reply.code(found.status === "ready" ? 200 : 503);
    return client === undefined ? reply.send() : reply.send(found);
  });
  server.get("/metrics", async (_request, reply) => {
    // Without this, the metric of readiness would be as old as the last probe.
    await readiness.check();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
