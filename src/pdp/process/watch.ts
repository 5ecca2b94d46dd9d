import type { GRPC } from "@cerbos/grpc";
import { isServing } from "./serving.ts";

/** Milliseconds. */
const PERIOD = 1_000;

/** Five seconds, where neither this process nor the PDP lacks processor time. */
const MISSES = 5;

/**
 * Asks the PDP for its health every second, and says so when it has given no good answer for five periods in a row.
 *
 * Time in which this process does not get to run does not count: a period that ends late is one period, however long it was,
 * and what has arrived meanwhile is read before it is counted. So on a machine that is busy, or was asleep, no PDP looks hung.
 *
 * @returns ends it
 */
export function watch(client: GRPC, hung: () => void): () => void {
  let misses = 0;
  let asking = false;
  const look = (): void => {
    if (asking) misses += 1;
    if (misses >= MISSES) {
      clearInterval(timer);
      hung();
    } else if (!asking) {
      asking = true;
      void isServing(client).then((serving) => {
        asking = false;
        misses = serving ? 0 : misses + 1;
      });
    }
  };
  // An immediate comes after what has arrived.
  const timer = setInterval(() => setImmediate(look).unref(), PERIOD).unref();
  return () => {
    clearInterval(timer);
  };
}
