import { NotOK, Status } from "@cerbos/core";
import { PdpRequestError, PdpUnavailableError } from "./errors.ts";
import { onAbort } from "../on-abort.ts";
import type { CallOptions } from "./pdp.ts";

const DEFAULT_DEADLINE = 2_000;

/** The longest that a timer takes. */
export const LONGEST_DEADLINE = 2 ** 31 - 1;

/**
 * What a call brings, if it does so in time; its signal is aborted when the caller gives up or the deadline passes.
 *
 * @param trouble what is known to be wrong with the PDP
 * @throws as `Pdp.check` does, and the reason of the caller's signal
 */
export async function withDeadline<T>(
  address: string,
  { deadline = DEFAULT_DEADLINE, signal }: CallOptions = {},
  call: (signal: AbortSignal) => Promise<T>,
  trouble: () => string | undefined = () => undefined,
): Promise<T> {
  if (!(deadline >= 1 && deadline <= LONGEST_DEADLINE)) {
    throw new RangeError(`${deadline} is not a deadline in milliseconds.`);
  }
  // Cleared at the end: a signal that aborts after its call makes the client build an error that nobody gets.
  const { signal: timeout, abort, clear } = timer(deadline);
  const release = signal && onAbort(signal, abort);
  try {
    return await call(timeout);
  } catch (cause) {
    signal?.throwIfAborted();
    if (timeout.aborted) {
      const why = trouble();
      throw new PdpUnavailableError(
        `The PDP at ${address} did not answer within ${deadline} ms${why === undefined ? "." : `: ${why}`}`,
        { cause },
      );
    }
    if (cause instanceof PdpUnavailableError) throw cause;
    if (cause instanceof NotOK && REQUEST_ERRORS.has(cause.code)) {
      throw new PdpRequestError([cause.details], { cause });
    }
    throw new PdpUnavailableError(
      cause instanceof NotOK && cause.code !== Status.UNAVAILABLE
        ? `The PDP at ${address} failed: ${cause.details}`
        : `The PDP at ${address} cannot be reached: ${reasonOf(cause)}. Is it running there?`,
      { cause },
    );
  } finally {
    clear();
    release?.();
  }
}

/** A signal that aborts once it is time, or sooner. */
function timer(milliseconds: number): {
  readonly signal: AbortSignal;
  readonly abort: () => void;
  readonly clear: () => void;
} {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  const timeout = setTimeout(abort, Math.ceil(milliseconds));
  return {
    signal: controller.signal,
    abort,
    clear: () => {
      clearTimeout(timeout);
    },
  };
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
