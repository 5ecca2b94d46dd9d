import type { GRPC } from "@cerbos/grpc";
import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../util/message.ts";
import { isListening } from "./addresses.ts";
import type { ClientSource } from "../calls.ts";
import { PdpUnavailableError } from "../errors.ts";
import {
  startServing,
  type ServingProcess,
  type Setup,
} from "./serving-process.ts";
import { watchForHangs } from "./hang-watch.ts";

/** A PDP serves again after its process ended, or was killed because it hung. */
export interface RestartEvent {
  /** How many times the PDP has been restarted by now. */
  readonly restarts: number;
  /** Why the restart was necessary, such as "it ended with SIGKILL". */
  readonly reason: string;
  /** Milliseconds from the end of the old process until the new one served. */
  readonly downFor: number;
}

/** If a process has served for this many milliseconds, the next one is started without delay. */
const STEADY = 1_000;

/** Milliseconds before the next start if a process ended sooner. Each delay is twice the one before. */
const FIRST_DELAY = 50;
const LONGEST_DELAY = 5_000;

/** Milliseconds to wait before a call whose connection broke is sent to the same process again. */
const PAUSE = 250;

/** Milliseconds within which this process learns that the PDP's process has ended. */
const MOMENT = 50;

/** Keeps a PDP running from `start` to `close`, and gives calls a client of the process that serves. */
export class Supervisor implements ClientSource {
  /** No more, because a call during which five processes have ended may be the cause. */
  readonly attempts = 5;
  readonly address: string;
  /** The id of the process that runs, or ran last. */
  pid = 0;
  restarts = 0;
  readonly #startServing: () => Promise<ServingProcess>;
  readonly #closing: AbortController;
  readonly #onRestart: ((event: RestartEvent) => void) | undefined;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #serving: ServingProcess | undefined;
  #trouble = "it was not started";
  #end: Promise<void> | undefined;
  #inspecting = false;
  #delay = 0;

  constructor(
    setup: Omit<Setup, "closing">,
    onRestart: ((event: RestartEvent) => void) | undefined,
  ) {
    const closing = new AbortController();
    this.address = setup.address;
    this.#closing = closing;
    this.#startServing = () =>
      startServing({ ...setup, closing: closing.signal });
    this.#onRestart = onRestart;
  }

  /** @throws {PdpUnavailableError} if the PDP does not start. The message says why */
  async start(): Promise<void> {
    this.#end = this.#keepUp(
      this.#enter(await keepAlive(this.#startServing())),
    );
  }

  client(signal: AbortSignal, broken?: GRPC): GRPC | Promise<GRPC> {
    const client = this.#serving?.client;
    return client !== undefined && client !== broken
      ? client
      : keepAlive(this.#nextClient(signal, broken));
  }

  trouble(): string | undefined {
    return this.#serving === undefined ? this.#trouble : undefined;
  }

  /** Ends the process at once. Calls that wait for it fail, and it is not started again. */
  stop(): void {
    this.#closing.abort();
    this.#changes.emit("change");
  }

  /** Does what `stop` does, and waits until the process has ended. */
  async close(): Promise<void> {
    this.stop();
    if (this.#end !== undefined) await keepAlive(this.#end);
  }

  async #nextClient(signal: AbortSignal, broken?: GRPC): Promise<GRPC> {
    if (broken !== undefined && broken === this.#serving?.client) {
      void this.#inspect(this.#serving);
      const pause = AbortSignal.any([signal, AbortSignal.timeout(PAUSE)]);
      await once(this.#changes, "change", { signal: pause }).catch(() => {
        signal.throwIfAborted();
      });
    }
    for (;;) {
      if (this.#closing.signal.aborted) {
        throw new PdpUnavailableError(
          `The PDP at ${this.address} has been closed.`,
        );
      }
      if (this.#serving !== undefined) return this.#serving.client;
      await once(this.#changes, "change", { signal });
    }
  }

  /** Ends a process that no longer listens, such as one that waits for its last calls after a signal to end. */
  async #inspect(serving: ServingProcess): Promise<void> {
    if (this.#inspecting) return;
    this.#inspecting = true;
    const listening = await isListening(this.address);
    // Most often, the process has ended already, and this process has not learned of it yet.
    await sleep(MOMENT, undefined, { ref: false });
    this.#inspecting = false;
    if (!listening && this.#serving === serving) {
      serving.process.kill("it no longer accepted connections");
    }
  }

  #enter(serving: ServingProcess): ServingProcess {
    this.pid = serving.process.pid ?? this.pid;
    this.#serving = serving;
    this.#changes.emit("change");
    return serving;
  }

  async #keepUp(first: ServingProcess): Promise<void> {
    let serving: ServingProcess | undefined = first;
    while (serving !== undefined) {
      const reason = await this.#untilEnd(serving);
      serving = await this.#next(reason);
    }
  }

  /** Waits until the process has ended. Returns why it did. */
  async #untilEnd({ process, client }: ServingProcess): Promise<string> {
    const start = performance.now();
    const unwatch = watchForHangs(client, () => {
      process.kill("it hung");
    });
    const reason = await process.ended;
    this.#serving = undefined;
    this.#trouble = `${reason}, and is being started again`;
    unwatch();
    client.close();
    if (performance.now() - start >= STEADY) this.#delay = 0;
    return reason;
  }

  /** Starts processes until one serves; undefined if this is closed before. */
  async #next(reason: string): Promise<ServingProcess | undefined> {
    const down = performance.now();
    const { signal } = this.#closing;
    for (;;) {
      await sleep(this.#delay, undefined, { ref: false, signal }).catch(
        () => undefined,
      );
      if (signal.aborted) return undefined;
      this.#delay = Math.min(
        Math.max(2 * this.#delay, FIRST_DELAY),
        LONGEST_DELAY,
      );
      try {
        const serving = await this.#startServing();
        this.restarts += 1;
        const downFor = performance.now() - down;
        const event = { restarts: this.restarts, reason, downFor };
        // In a microtask, so that an error of the listener does not end the supervision.
        queueMicrotask(() => this.#onRestart?.(event));
        return this.#enter(serving);
      } catch (error) {
        this.#trouble = `${reason}, and could not be started again. ${messageOf(error)}`;
      }
    }
  }
}

/** Waits for a promise, and keeps the process alive until it settles. */
async function keepAlive<T>(work: Promise<T>): Promise<T> {
  const hold = setInterval(() => undefined, 60_000);
  try {
    return await work;
  } finally {
    clearInterval(hold);
  }
}
