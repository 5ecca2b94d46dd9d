import type { FastifyBaseLogger } from "fastify";
import type { WatchedDirectory } from "../../directory/watch/watched-directory.ts";
import type { Pdp } from "../../pdp/pdp.ts";
import type { Catalog } from "../../policies/catalog.ts";
import type { Metrics } from "../metrics.ts";
import type { WatchedTokens } from "../auth/tokens/watched-tokens.ts";
import { checkKinds, type WrongKind } from "./kinds.ts";
import { probesFor } from "./probes.ts";

/** Whether requests should be sent here, and what there is to say about it. Plain data. */
export interface Readiness {
  readonly status: "ready" | "not_ready" | "draining";
  /** Why not. */
  readonly problems: readonly string[];
  /** What does not stand in the way, and should be looked at. */
  readonly warnings: readonly string[];
  readonly kinds: {
    /** How many were asked about and answered for; none where no PDP answers. */
    readonly checked: number;
    readonly wrong: readonly WrongKind[];
    /** Those about which nothing can be asked that their schema accepts. */
    readonly unchecked: readonly string[];
  };
}

export interface ReadinessOptions {
  readonly catalog: Catalog;
  readonly pdp: Pdp;
  readonly directory: Pick<WatchedDirectory, "error">;
  /** Undefined where none are asked for. */
  readonly tokens?: Pick<WatchedTokens, "error"> | undefined;
  readonly metrics: Metrics;
  /** Is told once each time that readiness goes or comes back. */
  readonly log: Pick<FastifyBaseLogger, "info" | "error">;
}

/** Milliseconds for which an answer holds, so that probes cannot keep the PDP busy. */
const LASTING = 1_000;

/** Milliseconds in which the PDP must answer; a probe itself waits little longer. */
const DEADLINE = 1_500;

/**
 * Works out readiness: the PDP answers, and one known decision for each kind comes out right. A PDP with a broken schema refuses all of
 * its kind, and says of itself that it serves.
 */
export class ReadinessCheck {
  readonly #options: ReadinessOptions;
  readonly #probes;
  readonly #unchecked: readonly string[];
  #isDraining = false;
  /** A server begins as one that is, so that only a failure is news. */
  #wasReady = true;
  #last:
    { readonly at: number; readonly readiness: Promise<Readiness> } | undefined;

  constructor(options: ReadinessOptions) {
    this.#options = options;
    this.#probes = probesFor(options.catalog);
    const checked = new Set(this.#probes.map(({ kind }) => kind));
    this.#unchecked = options.catalog.kinds
      .map(({ name }) => name)
      .filter((name) => !checked.has(name));
  }

  /** From now on not ready, for good. */
  drain(): void {
    this.#isDraining = true;
    this.#options.metrics.ready(false);
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** As it is now, or was less than a second ago. */
  async check(): Promise<Readiness> {
    const now = performance.now();
    if (this.#last === undefined || now - this.#last.at > LASTING) {
      this.#last = { at: now, readiness: this.#work() };
    }
    const readiness = await this.#last.readiness;
    return this.#isDraining
      ? { ...readiness, status: "draining", problems: ["The server stops."] }
      : readiness;
  }

  async #work(): Promise<Readiness> {
    const { pdp, metrics } = this.#options;
    const found = await checkKinds(pdp, this.#probes, { deadline: DEADLINE });
    const wrong = found.kind === "answered" ? found.wrong : [];
    const problems =
      found.kind === "unavailable"
        ? [found.problem]
        : wrong.map(({ kind, problem }) => `${kind}: ${problem}`);
    const status = problems.length === 0 ? "ready" : "not_ready";
    metrics.ready(status === "ready" && !this.#isDraining);
    this.#report(problems);
    return {
      status,
      problems,
      warnings: this.#warnings(),
      kinds: {
        checked: found.kind === "answered" ? this.#probes.length : 0,
        wrong,
        unchecked: this.#unchecked,
      },
    };
  }

  /** Says what changed since the last time; nothing of a server that stops, which has said so. */
  #report(problems: readonly string[]): void {
    const isReady = problems.length === 0;
    if (isReady === this.#wasReady || this.#isDraining) return;
    this.#wasReady = isReady;
    const { log } = this.#options;
    if (isReady) log.info("ready again");
    else log.error({ problems }, "not ready");
  }

  #warnings(): string[] {
    const { directory, tokens } = this.#options;
    const warnings: string[] = [];
    if (directory.error !== undefined) {
      warnings.push(
        `The directory's files have problems; what they said before is in force. ${directory.error.message}`,
      );
    }
    if (tokens?.error !== undefined) {
      warnings.push(
        `The tokens file has problems; the tokens that it held before are in force, one that was taken out since too. ${tokens.error.message}`,
      );
    }
    return warnings;
  }
}
