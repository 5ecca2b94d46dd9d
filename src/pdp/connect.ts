import { setTimeout as sleep } from "node:timers/promises";
import { callsTo } from "./calls.ts";
import { clientOf } from "./client.ts";
import type { Pdp } from "./pdp.ts";

export interface ConnectOptions {
  /** Whether the connection is encrypted; not if left out, which is for loopback, sockets and sidecars. */
  readonly tls?: boolean | undefined;
}

const ADDRESS = /^(unix:.+|(\[[\da-f:]+\]|[^\s:/]+):\d{1,5})$/i;

/** Milliseconds before a call whose connection broke is sent again. */
const PAUSE = 50;

/**
 * Uses a PDP that runs elsewhere. The first call connects; after an outage the next attempt is 50 to 250 ms away.
 *
 * A call whose connection breaks is sent once more, on a new connection: behind an address with several PDPs that are replaced
 * one by one, another takes it. Where none is there, that is an error at once, and not at the end of the deadline.
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
  const client = clientOf(address, tls);
  return {
    ...callsTo({
      address,
      attempts: 2,
      client: (signal, broken) =>
        broken === undefined ? client : sleep(PAUSE, client, { signal }),
    }),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}
