import { NotOK, Status } from "@cerbos/core";
import { PdpRequestError, PdpUnavailableError } from "./errors.ts";
import type { CallOptions } from "./pdp.ts";

const DEFAULT_DEADLINE = 2_000;

/** The longest that a timer takes. */
const LONGEST_DEADLINE = 2 ** 31 - 1;

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
  const timeout = AbortSignal.timeout(Math.ceil(deadline));
  try {
    return await call(signal ? AbortSignal.any([signal, timeout]) : timeout);
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
      `The PDP at ${address} cannot be reached: ${reasonOf(cause)}. Is it running there?`,
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
  return cause instanceof Error ? cause.message : String(cause);
}
