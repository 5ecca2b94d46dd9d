import type { FastifyBaseLogger } from "fastify";
import type { Authorizer } from "../../authorizer/authorizer.ts";
import type { Decision } from "../../decision/decision.ts";
import type { CallOptions } from "../../pdp/pdp.ts";
import type { AnyPolicies } from "../../policies/types/policy-types.ts";
import { type ErrorBody, toApiError } from "../http/errors.ts";
import type { Metrics } from "../metrics.ts";
import { toSubjectReference, typeMismatch } from "./subject-reference.ts";
import { type DecisionContext, decisionContext } from "./decision-context.ts";
import type { EvaluationRequest } from "./messages.ts";
import { readEvaluation } from "./schemas.ts";

/** The parts of the server that evaluations use. */
export interface Evaluator {
  readonly authorizer: Authorizer<AnyPolicies>;
  readonly metrics: Metrics;
}

/** The caller of an evaluation. */
export interface Caller extends CallOptions {
  readonly log: FastifyBaseLogger;
  /** The name of the caller's token. */
  readonly client: string | undefined;
}

/** A response of the Access Evaluation API, and each element of a response of the Access Evaluations API. */
export interface EvaluationResponse {
  readonly decision: boolean;
  readonly context:
    DecisionContext | RefusalContext | { readonly error: ErrorBody };
}

/** Why the PDP's decision is not about the subject of the request. */
type RefusalContext = Pick<DecisionContext, "reason" | "reason_user">;

/**
 * Makes one decision, counts it, and logs it in one line: the subject, the action, the resource and the decision.
 * Nothing else of the request is logged, and no attributes.
 *
 * @param body a request of the Access Evaluation API, not checked yet
 * @throws {ApiError} if the body is not such a request; and the errors of `Authorizer.check`
 */
export async function evaluate(
  evaluator: Evaluator,
  body: unknown,
  caller: Caller,
): Promise<EvaluationResponse> {
  try {
    return await decide(evaluator, readEvaluation(body), caller);
  } catch (error) {
    if (caller.signal?.aborted !== true) {
      evaluator.metrics.undecided(toApiError(error)?.status ?? 500);
    }
    throw error;
  }
}

async function decide(
  { authorizer, metrics }: Evaluator,
  { subject, action, resource }: EvaluationRequest,
  { log, client, ...options }: Caller,
): Promise<EvaluationResponse> {
  const start = performance.now();
  const decision = await authorizer.check(
    {
      ...toSubjectReference(subject),
      action: action.name,
      resource: {
        kind: resource.type,
        id: resource.id,
        attr: resource.properties,
      },
    },
    options,
  );
  const response = toResponse(subject, decision);
  const { decision: allowed, context } = response;
  metrics.decided({ ...decision, allowed });
  log.info(
    {
      client,
      subject: { type: subject.type, id: subject.id },
      action: action.name,
      kind: resource.type,
      resource: resource.id,
      decision: allowed ? "allow" : "deny",
      code: "code" in context ? context.code : undefined,
      callId: decision.callId,
      ms: Math.round((performance.now() - start) * 100) / 100,
    },
    "decision",
  );
  return response;
}

function toResponse(
  subject: EvaluationRequest["subject"],
  decision: Decision,
): EvaluationResponse {
  const mismatch = typeMismatch(subject, decision);
  if (mismatch !== undefined) {
    const reason_user = { "403": mismatch };
    return { decision: false, context: { reason: mismatch, reason_user } };
  }
  return { decision: decision.allowed, context: decisionContext(decision) };
}
