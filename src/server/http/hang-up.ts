import type { FastifyReply } from "fastify";

/** A signal that aborts when the client is gone before it has its answer. */
export function hangUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) {
      controller.abort(new ClientGoneError("The client hung up."));
    }
  });
  return controller.signal;
}

/** Nobody waits for the answer any longer. */
export class ClientGoneError extends Error {
  override readonly name = "ClientGoneError";
}
