import type { GRPC } from "@cerbos/grpc";
import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { isListening } from "./addresses.ts";
import type { ClientSource } from "../calls.ts";
import { PdpUnavailableError } from "../errors.ts";
import { keepAlive } from "../keep-alive.ts";
import { begin, type Life, messageOf, type Setup } from "./life.ts";
import { watch } from "./watch.ts";

/** A PDP whose process ended, or was ended because it hung, serves again. */
export interface RestartEvent {
  /** How many times it has been started again by now. */
  readonly restarts: number;
  /** Why that was necessary, such as "it ended with SIGKILL". */
  readonly reason: string;
  /** Milliseconds from the end of the one process until the next one served. */
  readonly downFor: number;
}

/** Milliseconds that a process must have served for the next one to be started without delay. */
const STEADY = 1_000;

/** Milliseconds between two starts after a process that ended earlier: each is twice the one before. */
const FIRST_DELAY = 50;
const LONGEST_DELAY = 5_000;

/** Milliseconds until a call whose connection broke is sent again to the same process. */
const PAUSE = 250;

/** Milliseconds in which the news of a process's end arrives. */
const MOMENT = 50;

/** Keeps a PDP running from `start` to `close`, and gives calls a client of the process that serves. */
export class Supervisor implements ClientSource {
  /** Not more: a call that has seen five processes end may be what ends them. */
  readonly attempts = 5;
  readonly address: string;
  /** The process that runs, or ran last. */
  pid = 0;
  restarts = 0;
  readonly #begin: () => Promise<Life>;
  readonly #closing: AbortController;
  readonly #onRestart: ((event: RestartEvent) => void) | undefined;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #life: Life | undefined;
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
    this.#begin = () => begin({ ...setup, closing: closing.signal });
    this.#onRestart = onRestart;
  }

  /** @throws {PdpUnavailableError} where it does not come up; says why */
  async start(): Promise<void> {
    this.#end = this.#keepUp(this.#enter(await keepAlive(this.#begin())));
  }

  client(signal: AbortSignal, broken?: GRPC): GRPC | Promise<GRPC> {
    const client = this.#life?.client;
    return client !== undefined && client !== broken
      ? client
      : keepAlive(this.#nextClient(signal, broken));
  }

  trouble(): string | undefined {
    return this.#life === undefined ? this.#trouble : undefined;
  }

  /** Ends the process at once, and whatever waits for it or would start it again. */
  stop(): void {
    this.#closing.abort();
    this.#changes.emit("change");
  }

  /** As `stop`, and waits until the process has ended. */
  async close(): Promise<void> {
    this.stop();
    if (this.#end !== undefined) await keepAlive(this.#end);
  }

  async #nextClient(signal: AbortSignal, broken?: GRPC): Promise<GRPC> {
    if (broken !== undefined && broken === this.#life?.client) {
      void this.#inspect(this.#life);
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
      if (this.#life !== undefined) return this.#life.client;
      await once(this.#changes, "change", { signal });
    }
  }

  /** Ends a process that has closed its socket, as one does that was told to end and waits for its last calls. */
  async #inspect(life: Life): Promise<void> {
    if (this.#inspecting) return;
    this.#inspecting = true;
    const listening = await isListening(this.address);
    // Most often the process has ended already, and this one is yet to hear of it.
    await sleep(MOMENT, undefined, { ref: false });
    this.#inspecting = false;
    if (!listening && this.#life === life) {
      life.process.kill("it no longer took connections");
    }
  }

  #enter(life: Life): Life {
    this.pid = life.process.pid ?? this.pid;
    this.#life = life;
    this.#changes.emit("change");
    return life;
  }

  async #keepUp(first: Life): Promise<void> {
    let life: Life | undefined = first;
    while (life !== undefined) {
      const reason = await this.#untilEnd(life);
      life = await this.#next(reason);
    }
  }

  /** Waits until the process has ended, and says why. */
  async #untilEnd({ process, client }: Life): Promise<string> {
    const start = performance.now();
    const unwatch = watch(client, () => {
      process.kill("it hung");
    });
    const reason = await process.ended;
    this.#life = undefined;
    this.#trouble = `${reason}, and is being started again`;
    unwatch();
    client.close();
    if (performance.now() - start >= STEADY) this.#delay = 0;
    return reason;
  }

  /** Starts processes until one serves; none once this is closed. */
  async #next(reason: string): Promise<Life | undefined> {
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
        const life = await this.#begin();
        this.restarts += 1;
        const downFor = performance.now() - down;
        const event = { restarts: this.restarts, reason, downFor };
        // Whatever the listener throws is its own: it must not end the supervision.
        queueMicrotask(() => this.#onRestart?.(event));
        return this.#enter(life);
      } catch (error) {
        this.#trouble = `${reason}, and could not be started again. ${messageOf(error)}`;
      }
    }
  }
}
