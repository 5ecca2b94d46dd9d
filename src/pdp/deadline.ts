import { NotOK, Status } from "@cerbos/core";
import { PdpRequestError, PdpUnavailableError } from "./errors.ts";
import { onAbort } from "../util/on-abort.ts";
import type { CallOptions } from "./pdp.ts";
import { messageOf } from "../util/message.ts";

/** The default deadline of a call, in milliseconds. */
const DEFAULT_DEADLINE = 2_000;

/** The longest time that a timer can wait, in milliseconds. */
const LONGEST_DEADLINE = 2 ** 31 - 1;

/**
 * The deadline of a call: as given, else 2,000 milliseconds.
 *
 * @throws {RangeError} if it is not a number of milliseconds from 1 to 2,147,483,647
 */
export function checkedDeadline(deadline = DEFAULT_DEADLINE): number {
  if (deadline >= 1 && deadline <= LONGEST_DEADLINE) return deadline;
  throw new RangeError(`${deadline} is not a deadline in milliseconds.`);
}

/** The time that a call has for its answer. */
export class Deadline {
  readonly milliseconds: number;
  /** Aborts when the time is over, or when the caller's signal aborts. */
  readonly signal: AbortSignal;
  readonly #given: AbortSignal | undefined;
  readonly #timeout: NodeJS.Timeout;
  readonly #release: (() => void) | undefined;

  /** @throws {RangeError} if the deadline is not a number of milliseconds from 1 to 2,147,483,647 */
  constructor({ deadline: given, signal }: CallOptions = {}) {
    const deadline = checkedDeadline(given);
    const controller = new AbortController();
    const abort = (): void => {
      controller.abort();
    };
    this.milliseconds = deadline;
    this.signal = controller.signal;
    this.#given = signal;
    this.#timeout = setTimeout(abort, Math.ceil(deadline));
    this.#release = signal && onAbort(signal, abort);
  }

  /**
   * Must be called when the call is over. If the signal aborted later, the client would build an error that nobody
   * reads.
   */
  end(): void {
    clearTimeout(this.#timeout);
    this.#release?.();
  }

  /**
   * The error for a call that failed.
   *
   * @param trouble a known problem of the PDP, if there is one
   * @throws the reason of the caller's signal, if that has aborted
   */
  error(
    address: string,
    cause: unknown,
    trouble: string | undefined,
  ): PdpUnavailableError | PdpRequestError {
    this.#given?.throwIfAborted();
    if (this.signal.aborted) {
      return new PdpUnavailableError(
        `The PDP at ${address} did not answer within ${this.milliseconds} ms${trouble === undefined ? "." : `: ${trouble}`}`,
        { cause, isSilent: trouble === undefined },
      );
    }
    if (cause instanceof PdpUnavailableError) return cause;
    if (cause instanceof NotOK && REQUEST_ERRORS.has(cause.code)) {
      return new PdpRequestError([cause.details], { cause });
    }
    return new PdpUnavailableError(
      cause instanceof NotOK && cause.code !== Status.UNAVAILABLE
        ? `The PDP at ${address} failed: ${cause.details}`
        : `The PDP at ${address} cannot be reached: ${reasonOf(cause)}. Is it running there?`,
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
  return messageOf(cause);
}
