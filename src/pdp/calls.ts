import {
  NotOK,
  type Principal as CerbosPrincipal,
  Status,
  type Value,
} from "@cerbos/core";
import type { GRPC } from "@cerbos/grpc";
import type { Principal } from "../model/principal.ts";
import { toAnswers } from "./answer.ts";
import { Deadline } from "./deadline.ts";
import type { CallOptions, Pdp } from "./pdp.ts";
import { toPlan } from "./plan.ts";

/** Gives calls a client of the PDP. */
export interface ClientSource {
  readonly address: string;
  /** The most times that a call is sent. */
  readonly attempts: number;
  /**
   * The client for a call.
   *
   * @param signal ends the wait for a client
   * @param broken the client whose connection broke during this call, if one did. It makes a pause first, and gives
   *   another client if there is one
   */
  client(signal: AbortSignal, broken?: GRPC): GRPC | Promise<GRPC>;
  /** A known problem of the PDP, if there is one. */
  trouble?(): string | undefined;
}

/**
 * The calls to a PDP.
 *
 * If the connection of a call breaks, the call is sent again within its deadline. A PDP changes nothing, so it does no
 * harm if the same request reaches it twice.
 */
export function callsTo(source: ClientSource): Omit<Pdp, "close"> {
  const { address } = source;

  async function send<T>(
    options: CallOptions | undefined,
    call: (client: GRPC, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(options);
    const { signal } = deadline;
    try {
      let client = await source.client(signal);
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await call(client, signal);
        } catch (error) {
          if (signal.aborted || attempt === source.attempts) throw error;
          if (!isBroken(error)) throw error;
          client = await source.client(signal, client);
        }
      }
    } catch (cause) {
      throw deadline.error(address, cause, source.trouble?.());
    } finally {
      deadline.end();
    }
  }

  return {
    address,
    async check(request, options) {
      const response = await send(options, (client, signal) =>
        client.checkResources(
          {
            principal: toCerbos(request.principal),
            // One entry for each action, because an entry with several gets refusal codes of rules for other roles.
            resources: request.resources.flatMap(({ resource, actions }) =>
              actions.map((action) => ({ resource, actions: [action] })),
            ),
            includeMetadata: true,
          },
          { signal },
        ),
      );
      return toAnswers(request, response);
    },
    async plan(request, options) {
      const { principal, kind, action, attr } = request;
      const response = await send(options, (client, signal) =>
        client.planResources(
          {
            principal: toCerbos(principal),
            resource: { kind, attr },
            action,
          },
          { signal },
        ),
      );
      return toPlan(request, response);
    },
  };
}

/**
 * Whether a call failed because its connection could not be made, or broke before the whole answer had arrived. The
 * caller has not given it up.
 *
 * A PDP describes its own internal errors. A stream that is reset without a description means that the connection
 * broke.
 */
function isBroken(error: unknown): boolean {
  if (!(error instanceof NotOK)) return false;
  const { code, details } = error;
  return (
    code === Status.UNAVAILABLE ||
    code === Status.CANCELLED ||
    (code === Status.INTERNAL && details.startsWith("Received RST_STREAM"))
  );
}

function toCerbos({ id, roles, attr }: Principal): CerbosPrincipal {
  return {
    id,
    roles: [...roles],
    attr: attr as unknown as Record<string, Value>,
  };
}
