import type { FastifyInstance } from "fastify";
import { hangUpSignal } from "../http/hang-up.ts";
import type { Limits } from "../http/limits.ts";
import { evaluate, type Evaluator } from "./evaluate.ts";

/** The Access Evaluation API: one decision. */
export function evaluationRoute(
  server: FastifyInstance,
  path: string,
  evaluator: Evaluator,
  { deadline }: Limits,
): void {
  server.post(path, ({ body, log, client }, reply) =>
    evaluate(evaluator, body, {
      log,
      client,
      deadline,
      signal: hangUpSignal(reply),
    }),
  );
}
