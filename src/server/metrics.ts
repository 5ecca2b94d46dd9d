import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from "prom-client";
import type { Decision } from "../decision/decision.ts";
import { packageManifest } from "../util/package-root.ts";

/**
 * How a call to the PDP ended: `rejected` if the PDP could not judge the request, `aborted` if nobody waited any
 * longer.
 */
export type CallOutcome = "answered" | "unavailable" | "rejected" | "aborted";

/**
 * The metrics of a server. Kinds and actions become labels only when a decision is made, so there are never more of
 * them than the policies have.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #decisions = this.#counter(
    "rolebook_decisions_total",
    "Decisions of evaluations that were sent to clients. Searches are not counted.",
    ["kind", "action", "effect"],
  );
  readonly #evaluationErrors = this.#counter(
    "rolebook_evaluation_errors_total",
    "Evaluations without a decision, by HTTP status.",
    ["status"],
  );
  readonly #requests = new Histogram({
    name: "rolebook_http_request_duration_seconds",
    help: "Time from a request's headers to the end of its answer.",
    labelNames: ["route", "status"],
    buckets: [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ],
    registers: [this.#registry],
  });
  readonly #calls = new Histogram({
    name: "rolebook_pdp_call_duration_seconds",
    help: "Time of a call to the PDP.",
    labelNames: ["call", "outcome"],
    buckets: [
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
    ],
    registers: [this.#registry],
  });
  readonly #pdpRestarts = this.#counter(
    "rolebook_pdp_restarts_total",
    "Successful restarts of the embedded PDP.",
  );
  readonly #directoryReloads = this.#counter(
    "rolebook_directory_reloads_total",
    "Changed directories that came into force (ok) or had problems (failed).",
    ["result"],
  );
  readonly #directoryCurrent = this.#gauge(
    "rolebook_directory_current",
    "1 if the directory in force is that of the files, 0 if the files have problems.",
  );
  readonly #tokenReloads = this.#counter(
    "rolebook_token_reloads_total",
    "Changed tokens files that came into force (ok) or had problems (failed).",
    ["result"],
  );
  readonly #tokensCurrent = this.#gauge(
    "rolebook_tokens_current",
    "1 if the tokens in force are those of the file, 0 if the file has problems, so that a removed token may still count.",
  );
  readonly #ready = this.#gauge(
    "rolebook_ready",
    "1 if the server was ready when that was last checked, else 0.",
  );

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge("rolebook_build_info", "Always 1, with the version.", [
      "version",
    ]).set({ version: packageManifest().version }, 1);
    // A counter must exist before its first event, so that an alert can see it change.
    this.#pdpRestarts.inc(0);
    this.#evaluationErrors.inc({ status: "503" }, 0);
    for (const call of ["check", "plan"]) {
      this.#calls.zero({ call, outcome: "rejected" });
    }
    for (const result of ["ok", "failed"]) {
      this.#directoryReloads.inc({ result }, 0);
      this.#tokenReloads.inc({ result }, 0);
    }
    this.#directoryCurrent.set(1);
    this.#tokensCurrent.set(1);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  decided({ resource: { kind }, action, allowed }: Decision): void {
    this.#decisions.inc({ kind, action, effect: allowed ? "allow" : "deny" });
  }

  undecided(status: number): void {
    this.#evaluationErrors.inc({ status });
  }

  /** @param route the path of the route; undefined if there is no such route */
  responded(route: string | undefined, status: number, seconds: number): void {
    this.#requests.observe({ route: route ?? "none", status }, seconds);
  }

  called(call: "check" | "plan", outcome: CallOutcome, seconds: number): void {
    this.#calls.observe({ call, outcome }, seconds);
  }

  pdpRestarted(): void {
    this.#pdpRestarts.inc();
  }

  directoryReloaded(result: "ok" | "failed"): void {
    this.#directoryReloads.inc({ result });
    this.#directoryCurrent.set(result === "ok" ? 1 : 0);
  }

  tokensReloaded(result: "ok" | "failed"): void {
    this.#tokenReloads.inc({ result });
    this.#tokensCurrent.set(result === "ok" ? 1 : 0);
  }

  ready(isReady: boolean): void {
    this.#ready.set(isReady ? 1 : 0);
  }

  #counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}
