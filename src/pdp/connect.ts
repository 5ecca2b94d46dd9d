import {
  NotOK,
  type Principal as CerbosPrincipal,
  ServiceStatus,
  Status,
  type Value,
} from "@cerbos/core";
import { GRPC } from "@cerbos/grpc";
import type { Principal } from "../access/principal.ts";
import { toAnswers } from "./answer.ts";
import { PdpRequestError, PdpUnavailableError } from "./errors.ts";
import type { CallOptions, Pdp } from "./pdp.ts";
import { toPlan } from "./plan.ts";

export interface ConnectOptions {
  /** Whether the connection is encrypted; not if left out, which is for loopback, sockets and sidecars. */
  readonly tls?: boolean | undefined;
}

const DEFAULT_DEADLINE = 2_000;

/** The longest that a timer takes. */
const LONGEST_DEADLINE = 2 ** 31 - 1;

const ADDRESS = /^(unix:.+|(\[[\da-f:]+\]|[^\s:/]+):\d{1,5})$/i;

/**
 * Uses a PDP that runs elsewhere. The first call connects; after an outage the next attempt is 50 to 250 ms away.
 *
 * @param address `host:port`, or `unix:` and the path of a socket
 * @throws {TypeError} where the address is neither
 */
export function connectPdp(
  address: string,
  { tls = false }: ConnectOptions = {},
): Pdp {
  if (!ADDRESS.test(address)) {
    throw new TypeError(
      `"${address}" is not the address of a PDP. Give host:port, such as 127.0.0.1:3593, or unix:/path.`,
    );
  }
  const client = connect(address, tls);
  return {
    address,
    async check(request, options) {
      const response = await withDeadline(address, options, (signal) =>
        client.checkResources(
          {
            principal: toCerbos(request.principal),
            // An entry for each action: in one with several, the PDP gives refusal codes of rules for other roles.
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
      const response = await withDeadline(address, options, (signal) =>
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
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

function toCerbos({ id, roles, attr }: Principal): CerbosPrincipal {
  return {
    id,
    roles: [...roles],
    attr: attr as unknown as Record<string, Value>,
  };
}

/** Whether a PDP answers at the address and says that it serves. */
export async function isServing(
  address: string,
  deadline: number,
): Promise<boolean> {
  const client = connect(address, false);
  try {
    const { status } = await client.checkHealth(
      {},
      { signal: AbortSignal.timeout(deadline) },
    );
    return status === ServiceStatus.SERVING;
  } catch {
    return false;
  } finally {
    client.close();
  }
}

/** A proxy named in the environment would otherwise sit between us and the PDP, even on loopback, and answer in its place. */
const NO_PROXY = { "grpc.enable_http_proxy": 0 };

function connect(address: string, tls: boolean): GRPC {
  return new GRPC(address, {
    tls,
    channelOptions: {
      "grpc.initial_reconnect_backoff_ms": 50,
      "grpc.max_reconnect_backoff_ms": 250,
      ...NO_PROXY,
    },
  });
}

async function withDeadline<T>(
  address: string,
  { deadline = DEFAULT_DEADLINE, signal }: CallOptions = {},
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!(deadline >= 1 && deadline <= LONGEST_DEADLINE)) {
    throw new RangeError(`${deadline} is not a deadline in milliseconds.`);
  }
  const timeout = AbortSignal.timeout(Math.ceil(deadline));
  try {
    return await call(signal ? AbortSignal.any([signal, timeout]) : timeout);
  } catch (cause) {
    signal?.throwIfAborted();
    if (timeout.aborted) {
      throw new PdpUnavailableError(
        `The PDP at ${address} did not answer within ${deadline} ms.`,
        { cause },
      );
    }
    if (cause instanceof NotOK && REQUEST_ERRORS.has(cause.code)) {
      throw new PdpRequestError([cause.details], { cause });
    }
    throw new PdpUnavailableError(
      `The PDP at ${address} cannot be reached: ${reasonOf(cause)}. Is it running there?`,
      { cause },
    );
  }
}

const REQUEST_ERRORS: ReadonlySet<Status> = new Set([
  Status.INVALID_ARGUMENT,
  Status.RESOURCE_EXHAUSTED,
  Status.FAILED_PRECONDITION,
]);

function reasonOf(cause: unknown): string {
  if (cause instanceof NotOK)
    return cause.details.split(". Resolution")[0] ?? "";
  return cause instanceof Error ? cause.message : String(cause);
}
