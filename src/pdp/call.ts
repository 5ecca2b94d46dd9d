import { onAbort } from "../util/on-abort.ts";
import { LONGEST_DEADLINE } from "./deadline.ts";
import type { CallOptions } from "./pdp.ts";

/** Milliseconds that a call may take, if it does not say. */
const DEFAULT_DEADLINE = 2_000;

/** The time that a call has left, over all that it waits for. */
export class Call {
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  readonly #started: number;

  /** @throws {RangeError} where the deadline is no number of milliseconds from 1 to 2,147,483,647 */
  constructor(
    { deadline = DEFAULT_DEADLINE, signal }: CallOptions = {},
    started = performance.now(),
  ) {
    if (!(deadline >= 1 && deadline <= LONGEST_DEADLINE)) {
      throw new RangeError(`${deadline} is not a deadline in milliseconds.`);
    }
    this.deadline = deadline;
    this.signal = signal;
    this.#started = started;
  }

  /** The same call, to end with this signal. */
  with(signal: AbortSignal | undefined): Call {
    return new Call({ deadline: this.deadline, signal }, this.#started);
  }

  /** What is left of it. */
  get options(): CallOptions {
    const spent = performance.now() - this.#started;
    return {
      deadline: Math.max(1, Math.ceil(this.deadline - spent)),
      signal: this.signal,
    };
  }
}

/** The promise's outcome; or the signal's reason, as soon as that aborts. */
export async function orAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return promise;
  let release = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    release = onAbort(signal, resolve);
  });
  try {
    const outcome = promise.then((value) => ({ value }));
    const first = await Promise.race([aborted, outcome]);
    signal.throwIfAborted();
    return first === undefined ? await promise : first.value;
  } finally {
    release();
  }
}
