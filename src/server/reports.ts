import type { FastifyBaseLogger } from "fastify";
import type { RestartEvent } from "../pdp/process/supervise.ts";
import type { Metrics } from "./metrics.ts";

/** Where a server reports what happens to its PDP and its files. */
export interface Reports {
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
}

/** Tells the metrics and the log of each restart of a PDP. */
export function reportRestarts({
  metrics,
  log,
}: Reports): (event: RestartEvent) => void {
  return ({ restarts, reason, downFor }) => {
    metrics.pdpRestarted();
    log.warn({ restarts, reason, downFor }, "the PDP was restarted");
  };
}
