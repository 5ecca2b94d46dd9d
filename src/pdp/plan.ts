import { PlanKind, type PlanResourcesResponse } from "@cerbos/core";
import { validationProblems } from "./answer.ts";
import { PdpRequestError } from "./errors.ts";
import type { PlanRequest, QueryPlan } from "./pdp.ts";

/**
 * Reads a query plan from the PDP's response.
 *
 * @throws {PdpRequestError} if a schema rejects any part of the request
 */
export function toPlan(
  { kind }: PlanRequest,
  response: PlanResourcesResponse,
): QueryPlan {
  const { validationErrors } = response;
  if (validationErrors.length > 0) {
    throw new PdpRequestError(validationProblems(kind, validationErrors));
  }
  switch (response.kind) {
    case PlanKind.ALWAYS_ALLOWED:
      return { kind: "always_allowed" };
    case PlanKind.ALWAYS_DENIED:
      return { kind: "always_denied" };
    case PlanKind.CONDITIONAL:
      return { kind: "conditional", condition: response.condition };
  }
}
