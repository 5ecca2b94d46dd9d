import { setTimeout as sleep } from "node:timers/promises";
import { callsTo } from "./calls.ts";
import { clientOf } from "./client.ts";
import type { Pdp } from "./pdp.ts";

export interface ConnectOptions {
  /** Whether the connection is encrypted; by default false, which suits loopback, sockets and sidecars. */
  readonly tls?: boolean | undefined;
}

const ADDRESS = /^(unix:.+|(\[[\da-f:]+\]|[^\s:/]+):\d{1,5})$/i;

/** Milliseconds to wait before a call whose connection broke is sent again. */
const PAUSE = 50;

/**
 * Uses a PDP that runs elsewhere. The first call connects. After an outage, it tries again within 50 to 250 ms.
 *
 * If the connection of a call breaks, the call is sent once more on a new connection. So if several PDPs behind one
 * address are replaced one by one, another one answers. If no PDP is there, the call fails at once, not only when its
 * deadline ends.
 *
 * @param address `host:port`, or `unix:` and the path of a socket
 * @throws {TypeError} if the address is neither
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
