import type { FastifyReply } from "fastify";
import { RolebookError } from "../../errors/rolebook-error.ts";

/** A signal that aborts when the client is gone before it has its answer. */
export function hangUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) {
      controller.abort(new ClientGoneError());
    }
  });
  return controller.signal;
}

/** Nobody waits for the answer any longer. */
export class ClientGoneError extends RolebookError {
  override readonly name = "ClientGoneError";

  constructor() {
    super("client_gone", "The client hung up.");
  }
}
