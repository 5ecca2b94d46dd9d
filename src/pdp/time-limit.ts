import { checkedDeadline } from "./deadline.ts";
import type { CallOptions } from "./pdp.ts";

/** The time that a caller gives, over everything that is waited for. */
export class TimeLimit {
  /** Milliseconds, from the start. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  readonly #started: number;

  /** @throws {RangeError} if the deadline is no number of milliseconds from 1 to 2,147,483,647 */
  constructor(
    { deadline, signal }: CallOptions = {},
    started = performance.now(),
  ) {
    this.deadline = checkedDeadline(deadline);
    this.signal = signal;
    this.#started = started;
  }

  /** The same time, but it ends with this signal. */
  withSignal(signal: AbortSignal | undefined): TimeLimit {
    return new TimeLimit({ deadline: this.deadline, signal }, this.#started);
  }

  /** What is left now. */
  get left(): CallOptions {
    const spent = performance.now() - this.#started;
    return {
      deadline: Math.max(1, Math.ceil(this.deadline - spent)),
      signal: this.signal,
    };
  }
}
