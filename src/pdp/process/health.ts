import { ServiceStatus } from "@cerbos/core";
import type { GRPC } from "@cerbos/grpc";
import { setTimeout as sleep } from "node:timers/promises";
import { isListening } from "./addresses.ts";
import { clientOf } from "../client.ts";
import type { PdpProcess } from "./pdp-process.ts";

/** Milliseconds between two checks of a PDP that is starting. */
const LOOK_EVERY = 5;

/** Whether a PDP answers that it serves. */
export async function isServing(
  client: GRPC,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    const { status } = await client.checkHealth({}, { signal });
    return status === ServiceStatus.SERVING;
  } catch {
    return false;
  }
}

/**
 * Waits until the PDP of a process answers that it serves, and returns a connected client. The wait does not keep this
 * process alive.
 *
 * @param deadline milliseconds
 * @throws {Error} if the process ends before that, or the deadline passes. The message says which
 */
export async function untilServing(
  pdp: PdpProcess,
  address: string,
  deadline: number,
): Promise<GRPC> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(deadline)));
  const failed = pdp.ended.then((how) => {
    throw new Error(how);
  });
  failed.catch(() => undefined);
  const once = async (ready: () => Promise<boolean>): Promise<void> => {
    while (!(await Promise.race([ready(), failed]))) {
      await Promise.race([
        sleep(LOOK_EVERY, undefined, { ref: false }),
        failed,
      ]);
      if (timeout.aborted) {
        throw new Error(`it did not answer within ${deadline} ms`);
      }
    }
  };
  // A client that fails to connect waits before it tries again. So it is made only when something listens at the
  // address.
  await once(() => isListening(address));
  const client = clientOf(address);
  try {
    await once(() => isServing(client, timeout));
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
