import { PdpRequestError, PdpUnavailableError } from "../pdp/errors.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { CallOutcome, Metrics } from "./metrics.ts";

/** The same PDP, but the metrics record how long each call takes and how it ends. */
export function measuredPdp(pdp: Pdp, metrics: Metrics): Pdp {
  async function measure<T>(
    call: "check" | "plan",
    answer: Promise<T>,
  ): Promise<T> {
    const start = performance.now();
    let outcome: CallOutcome = "answered";
    try {
      return await answer;
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      metrics.called(call, outcome, (performance.now() - start) / 1_000);
    }
  }
  return {
    address: pdp.address,
    check: (request, options) => measure("check", pdp.check(request, options)),
    plan: (request, options) => measure("plan", pdp.plan(request, options)),
    close: () => pdp.close(),
  };
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof PdpUnavailableError) return "unavailable";
  return error instanceof PdpRequestError ? "rejected" : "aborted";
}
