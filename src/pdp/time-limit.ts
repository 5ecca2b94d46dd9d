import { checkedDeadline } from "./deadline.ts";
import type { CallOptions } from "./pdp.ts";

/** The time that a call may take. All waits of the call share it. */
export class TimeLimit {
  /** Milliseconds from the start. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  readonly #started: number;

  /** @throws {RangeError} if the deadline is not a number of milliseconds from 1 to 2,147,483,647 */
  constructor(
    { deadline, signal }: CallOptions = {},
    started = performance.now(),
  ) {
    this.deadline = checkedDeadline(deadline);
    this.signal = signal;
    this.#started = started;
  }

  /** The same deadline with another signal. */
  withSignal(signal: AbortSignal | undefined): TimeLimit {
    return new TimeLimit({ deadline: this.deadline, signal }, this.#started);
  }

  /** The deadline and the signal for a call that starts now. */
  get left(): CallOptions {
    const spent = performance.now() - this.#started;
    return {
      deadline: Math.max(1, Math.ceil(this.deadline - spent)),
      signal: this.signal,
    };
  }
}
