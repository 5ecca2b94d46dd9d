import type { FastifyBaseLogger } from "fastify";
import type { WatchedDirectory } from "../../directory/watch/watched-directory.ts";
import type { Pdp } from "../../pdp/pdp.ts";
import type { Catalog } from "../../policies/catalog.ts";
import type { Metrics } from "../metrics.ts";
import type { WatchedTokens } from "../auth/tokens/watched-tokens.ts";
import { checkKinds, type WrongKind } from "./wrong-kinds.ts";
import { probesFor } from "./probes.ts";

/** Whether the server should get requests, with problems and warnings. Plain data. */
export interface Readiness {
  readonly status: "ready" | "not_ready" | "draining";
  /** Why the server is not ready. */
  readonly problems: readonly string[];
  /** Things to look at that do not keep the server from being ready. */
  readonly warnings: readonly string[];
  readonly kinds: {
    /** The number of kinds that were checked; 0 if the PDP does not answer. */
    readonly checked: number;
    readonly wrong: readonly WrongKind[];
    /** Kinds without a probe, because no made-up resource matches their schema. */
    readonly unchecked: readonly string[];
  };
}

export interface ReadinessOptions {
  readonly catalog: Catalog;
  readonly pdp: Pdp;
  readonly directory: Pick<WatchedDirectory, "error">;
  /** Undefined if the server has no tokens. */
  readonly tokens?: Pick<WatchedTokens, "error"> | undefined;
  readonly metrics: Metrics;
  /** Gets a line each time that the server becomes ready or not ready. */
  readonly log: Pick<FastifyBaseLogger, "info" | "error">;
}

/** Milliseconds for which a result is reused, so that probes cannot keep the PDP busy. */
const LASTING = 1_000;

/** Milliseconds within which the PDP must answer. Probes themselves wait only a little longer. */
const DEADLINE = 1_500;

/**
 * Checks readiness: the PDP must answer, and give the right known decision for each kind. A PDP with a broken schema
 * refuses everything of that kind, but still reports that it serves.
 */
export class ReadinessCheck {
  readonly #options: ReadinessOptions;
  readonly #probes;
  readonly #unchecked: readonly string[];
  #isDraining = false;
  /** True at the start, so that only a failure is logged. */
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

  /** Makes the server not ready for good. */
  drain(): void {
    this.#isDraining = true;
    this.#options.metrics.ready(false);
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** The readiness now, or less than a second ago. */
  async check(): Promise<Readiness> {
    const now = performance.now();
    if (this.#last === undefined || now - this.#last.at > LASTING) {
      this.#last = { at: now, readiness: this.#work() };
    }
    const readiness = await this.#last.readiness;
    return this.#isDraining
      ? {
          ...readiness,
          status: "draining",
          problems: ["The server is stopping."],
        }
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

  /** Logs if the readiness has changed. A server that is stopping has logged that already. */
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
        `The directory's files have problems. The last valid directory is in force. ${directory.error.message}`,
      );
    }
    if (tokens?.error !== undefined) {
      warnings.push(
        `The tokens file has problems. Its last valid tokens are in force, even one that was removed since. ${tokens.error.message}`,
      );
    }
    return warnings;
  }
}
