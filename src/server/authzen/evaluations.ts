import type { FastifyInstance } from "fastify";
import {
  ApiError,
  badRequest,
  toApiError,
  unavailable,
} from "../http/errors.ts";
import { hangUpSignal } from "../http/hang-up.ts";
import type { Limits } from "../http/limits.ts";
import {
  type Caller,
  evaluate,
  type EvaluationResponse,
  type Evaluator,
} from "./evaluate.ts";
import type {
  EvaluationRequest,
  EvaluationsRequest,
  Semantic,
} from "./messages.ts";
import { readEvaluations } from "./schemas.ts";
import { isObject } from "../../util/is-object.ts";

/**
 * The Access Evaluations API: one decision for each evaluation, in their order. If an evaluation is wrong, it is
 * refused, and its context has the error.
 */
export function evaluationsRoute(
  server: FastifyInstance,
  path: string,
  evaluator: Evaluator,
  limits: Limits,
): void {
  server.post(path, async ({ body, log, client }, reply) => {
    const request = readEvaluations(body);
    const caller = { log, client, signal: hangUpSignal(reply) };
    const { evaluations = [], options } = request;
    if (evaluations.length === 0) {
      const { deadline } = limits;
      return evaluate(evaluator, body, { ...caller, deadline });
    }
    const defaults = defaultsOf(request);
    assertWithin(limits, defaults, evaluations);
    const outcomes = await evaluateAll(
      evaluator,
      evaluations.map((each) => withDefaults(defaults, each)),
      options?.evaluations_semantic ?? "execute_all",
      { ...caller, deadline: limits.longDeadline },
    );
    return { evaluations: outcomes.map(({ response }) => response) };
  });
}

/** The defaults for evaluations. */
function defaultsOf({
  subject,
  action,
  resource,
}: EvaluationsRequest): Partial<EvaluationRequest> {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** An evaluation with the defaults filled in. Its own entities replace the defaults as a whole. */
function withDefaults(
  defaults: Partial<EvaluationRequest>,
  evaluation: unknown,
): unknown {
  return isObject(evaluation) ? { ...defaults, ...evaluation } : evaluation;
}

/** @throws {ApiError} if there are too many evaluations, or they are too large with the defaults filled in */
function assertWithin(
  limits: Limits,
  defaults: Partial<EvaluationRequest>,
  evaluations: readonly unknown[],
): void {
  const pointer = "/evaluations";
  if (evaluations.length > limits.evaluations) {
    const message = `There are ${evaluations.length} evaluations, but a request may have at most ${limits.evaluations}.`;
    throw badRequest([{ pointer, message }]);
  }
  const size = JSON.stringify(defaults).length;
  if (size * evaluations.length > limits.evaluationsBytes) {
    const message = `With the default subject, action and resource repeated in each of ${evaluations.length} evaluations, they are larger than ${limits.evaluationsBytes} bytes. Send fewer.`;
    throw badRequest([{ pointer, message }]);
  }
}

interface Outcome {
  readonly response: EvaluationResponse;
  /** Why there is no decision; absent if there is one. */
  readonly error?: ApiError | undefined;
}

/**
 * The number of evaluations at once if the first of a certain decision ends them, because later ones may be in vain.
 */
const WINDOW = 50;

/**
 * Evaluates until the semantic ends it. AuthZEN, "Evaluations semantics".
 *
 * @throws {ApiError} if the PDP gave no answer at all
 */
async function evaluateAll(
  evaluator: Evaluator,
  evaluations: readonly unknown[],
  semantic: Semantic,
  caller: Caller,
): Promise<readonly Outcome[]> {
  const last = LAST[semantic];
  const size = last === undefined ? evaluations.length : WINDOW;
  const outcomes: Outcome[] = [];
  const end = performance.now() + (caller.deadline ?? 0);
  while (outcomes.length < evaluations.length) {
    const window = evaluations.slice(outcomes.length, outcomes.length + size);
    // The whole window has the same deadline, so that checks of one subject share a request.
    const deadline = Math.max(1, end - performance.now());
    const found = await Promise.all(
      window.map((each) => outcomeOf(evaluator, each, { ...caller, deadline })),
    );
    const stop = found.findIndex(({ response }) => response.decision === last);
    outcomes.push(...(stop < 0 ? found : found.slice(0, stop + 1)));
    if (stop >= 0) break;
  }
  const unanswered = outcomes.find(({ error }) => error?.status === 503)?.error;
  if (unanswered && outcomes.every(({ error }) => error !== undefined)) {
    throw unavailable(unanswered.message, unanswered);
  }
  return outcomes;
}

/** The decision after which nothing more is evaluated. */
const LAST: Readonly<Record<Semantic, boolean | undefined>> = {
  execute_all: undefined,
  deny_on_first_deny: false,
  permit_on_first_permit: true,
};

async function outcomeOf(
  evaluator: Evaluator,
  evaluation: unknown,
  caller: Caller,
): Promise<Outcome> {
  try {
    return { response: await evaluate(evaluator, evaluation, caller) };
  } catch (cause) {
    caller.signal?.throwIfAborted();
    const error = toApiError(cause);
    if (error === undefined) throw cause;
    const { log, client } = caller;
    const { status, message } = error;
    log.info({ client, status }, `no decision: ${message}`);
    return {
      response: { decision: false, context: { error: error.body } },
      error,
    };
  }
}
