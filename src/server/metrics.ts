import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from "prom-client";
import type { Decision } from "../decision/decision.ts";
import { packageVersion } from "../util/package-root.ts";

/** How a call to the PDP ended: `rejected` where the PDP could not judge the request, `aborted` where nobody waited any longer. */
export type CallOutcome = "answered" | "unavailable" | "rejected" | "aborted";

/**
 * What a server counts. Kinds and actions are label values only where a decision was made, so that there are never more of them
 * than the policies have.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #decisions = this.#counter(
    "rolebook_decisions_total",
    "Decisions that clients were told, of evaluations. Searches are not counted.",
    ["kind", "action", "effect"],
  );
  readonly #evaluationErrors = this.#counter(
    "rolebook_evaluation_errors_total",
    "Evaluations without a decision, by the status that says why.",
    ["status"],
  );
  readonly #requests = new Histogram({
    name: "rolebook_http_request_duration_seconds",
    help: "Time from the headers of a request to the end of its answer.",
    labelNames: ["route", "status"],
    buckets: [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ],
    registers: [this.#registry],
  });
  readonly #calls = new Histogram({
    name: "rolebook_pdp_call_duration_seconds",
    help: "Time that a call to the PDP took.",
    labelNames: ["call", "outcome"],
    buckets: [
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
    ],
    registers: [this.#registry],
  });
  readonly #pdpRestarts = this.#counter(
    "rolebook_pdp_restarts_total",
    "Times that the embedded PDP was started again.",
  );
  readonly #directoryReloads = this.#counter(
    "rolebook_directory_reloads_total",
    "Changed directories, by whether they came into force (ok) or had problems (failed).",
    ["result"],
  );
  readonly #directoryCurrent = this.#gauge(
    "rolebook_directory_current",
    "1 where the directory in force is that of the files; 0 where the files have problems.",
  );
  readonly #tokenReloads = this.#counter(
    "rolebook_token_reloads_total",
    "Changed tokens files, by whether they came into force (ok) or had problems (failed).",
    ["result"],
  );
  readonly #tokensCurrent = this.#gauge(
    "rolebook_tokens_current",
    "1 where the tokens in force are those of the file; 0 where the file has problems, so that a token taken out since still counts.",
  );
  readonly #ready = this.#gauge(
    "rolebook_ready",
    "1 where /readyz said ready when it was last worked out; 0 where not.",
  );

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge("rolebook_build_info", "Always 1; says the version.", [
      "version",
    ]).set({ version: packageVersion() }, 1);
    // What is missing cannot be watched for a change.
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

  /** @param route the path of the route; none where there is no such route */
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
