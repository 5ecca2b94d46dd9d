import type { Decision } from "../decision/decision.ts";
import type { SubjectQuery } from "../decision/subject.ts";
import { TimeLimit } from "../pdp/time-limit.ts";
import { onAbort } from "../util/on-abort.ts";
import type { DecisionBasis } from "./basis.ts";
import { outcomesFor } from "./outcomes.ts";
import type { RequestedAction } from "./requested-action.ts";
import { snapshotFor } from "./snapshot.ts";
import { keyOf } from "./subject-query.ts";

/** A check that is waiting for its decision. */
export interface Waiting {
  readonly requested: RequestedAction;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (decision: Decision) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets the checks of one subject that start in the same turn of the event loop, with the same deadline, travel in one
 * request.
 */
export class Coalescer {
  readonly #basis: DecisionBasis;
  /** The checks that have started in the current turn. */
  readonly #batches = new Map<string, Waiting[]>();

  constructor(basis: DecisionBasis) {
    this.#basis = basis;
  }

  /** @throws {RangeError} if the deadline is not a number of milliseconds from 1 to 2,147,483,647 */
  add(
    query: SubjectQuery,
    deadline: number | undefined,
    waiting: Waiting,
  ): void {
    const key = `${deadline ?? ""} ${keyOf(query)}`;
    const found = this.#batches.get(key);
    if (found !== undefined) {
      found.push(waiting);
      return;
    }
    const batch = [waiting];
    const timeLimit = new TimeLimit({ deadline });
    this.#batches.set(key, batch);
    atEndOfTurn(() => {
      this.#batches.delete(key);
      void this.#send(query, batch, timeLimit);
    });
  }

  async #send(
    query: SubjectQuery,
    batch: readonly Waiting[],
    given: TimeLimit,
  ): Promise<void> {
    let release = (): void => undefined;
    try {
      const common = commonSignal(batch);
      release = common.release;
      const timeLimit = given.withSignal(common.signal);
      const { directory } = this.#basis;
      const snapshot = await snapshotFor(directory, query, timeLimit);
      const outcomes = await outcomesFor(
        this.#basis,
        snapshot,
        query,
        batch.map(({ requested }) => requested),
        timeLimit,
      );
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.decision === undefined) reject(outcome?.error);
        else resolve(outcome.decision);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      release();
    }
  }
}

/**
 * Runs a function at the end of this turn of the event loop, after everything that follows from promises that settle in
 * it. `setImmediate` would run it only after the other events of the loop.
 */
function atEndOfTurn(run: () => void): void {
  queueMicrotask(() => {
    process.nextTick(run);
  });
}

/** A signal that aborts when all checks of the batch are aborted; undefined if one of them has no signal. */
function commonSignal(batch: readonly Waiting[]): {
  readonly signal: AbortSignal | undefined;
  /** Must be called when the signal is no longer needed, because the callers' signals may live long. */
  readonly release: () => void;
} {
  const release = (): void => undefined;
  const given = new Set<AbortSignal>();
  for (const { signal } of batch) {
    if (signal === undefined) return { signal, release };
    given.add(signal);
  }
  const [first, ...others] = given;
  if (others.length === 0) return { signal: first, release };
  const controller = new AbortController();
  const giveUp = (): void => {
    for (const { aborted } of given) if (!aborted) return;
    controller.abort(first?.reason);
  };
  const releases = [...given].map((signal) => onAbort(signal, giveUp));
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release();
    },
  };
}
