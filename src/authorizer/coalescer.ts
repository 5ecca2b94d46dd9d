import type { Decision } from "../decision/decision.ts";
import { onAbort } from "../util/on-abort.ts";
import { type Asker, keyOf } from "./asker.ts";
import { Call } from "../pdp/call.ts";
import { decideAll } from "./decide-all.ts";
import type { Item } from "./item.ts";
import type { Means } from "./means.ts";

/** A check that waits for its decision. */
export interface Waiting {
  readonly item: Item;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (decision: Decision) => void;
  readonly reject: (error: unknown) => void;
}

/** Lets the checks of one asker that start in the same turn of the event loop, with the same deadline, travel in one request. */
export class Coalescer {
  readonly #means: Means;
  /** The checks that have started in this turn. */
  readonly #batches = new Map<string, Waiting[]>();

  constructor(means: Means) {
    this.#means = means;
  }

  /** @throws {RangeError} where the deadline is no number of milliseconds from 1 to 2,147,483,647 */
  add(asker: Asker, deadline: number | undefined, waiting: Waiting): void {
    const key = `${deadline ?? ""} ${keyOf(asker)}`;
    const found = this.#batches.get(key);
    if (found !== undefined) {
      found.push(waiting);
      return;
    }
    const batch = [waiting];
    const started = new Call({ deadline });
    this.#batches.set(key, batch);
    atEndOfTurn(() => {
      this.#batches.delete(key);
      void this.#send(asker, batch, started);
    });
  }

  async #send(
    asker: Asker,
    batch: readonly Waiting[],
    started: Call,
  ): Promise<void> {
    let release = (): void => undefined;
    try {
      const common = commonSignal(batch);
      release = common.release;
      const items = batch.map(({ item }) => item);
      const call = started.with(common.signal);
      const outcomes = await decideAll(this.#means, asker, items, call);
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
 * Runs once this turn of the event loop is over: its callback, and all that follows from promises settled in it. `setImmediate` would
 * let the loop go round first.
 */
function atEndOfTurn(run: () => void): void {
  queueMicrotask(() => {
    process.nextTick(run);
  });
}

/** A signal that aborts once nobody waits any longer; none where somebody waits whatever comes. */
function commonSignal(batch: readonly Waiting[]): {
  readonly signal: AbortSignal | undefined;
  /** To be called when it is no longer needed: the callers' signals may live long. */
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
