import type { GRPC } from "@cerbos/grpc";
import { isServing } from "./health.ts";

/** Milliseconds between two questions. */
const PERIOD = 1_000;

/** With the period above, five seconds, if neither this process nor the PDP lacks processor time. */
const MISSES = 5;

/**
 * Asks the PDP for its health every second, and calls `hung` if it has given no good answer for five periods in a row.
 *
 * Time does not count while this process does not run. A period that ends late is still one period, and answers that
 * have arrived meanwhile are read before it is counted. So a PDP does not look hung on a machine that is busy or was
 * asleep.
 *
 * @returns a function that ends the watch
 */
export function watchForHangs(client: GRPC, hung: () => void): () => void {
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
  // An immediate runs after the answers that have arrived are read.
  const timer = setInterval(() => setImmediate(look).unref(), PERIOD).unref();
  return () => {
    clearInterval(timer);
  };
}
