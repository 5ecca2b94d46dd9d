import type { FastifyReply } from "fastify";
import { RolebookError } from "../../errors/rolebook-error.ts";

/** A signal that aborts if the client disconnects before it has its answer. */
export function hangUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) {
      controller.abort(new ClientGoneError());
    }
  });
  return controller.signal;
}

/** The client has disconnected, so nobody waits for the answer. */
export class ClientGoneError extends RolebookError {
  override readonly name = "ClientGoneError";

  constructor() {
    super("client_gone", "The client hung up.");
  }
}
