import type { Decision } from "../decision/decision.ts";
import { ResourceError } from "../errors/resource-error.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import type { CallOptions, Resource } from "../pdp/pdp.ts";
import { TimeLimit } from "../pdp/time-limit.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { orAborted } from "../util/on-abort.ts";
import type { ResourceDecisions } from "./authorizer.ts";
import type { DecisionBasis } from "./basis.ts";
import { Coalescer } from "./coalescer.ts";
import { ForbiddenError } from "./forbidden-error.ts";
import { type Outcome, outcomesFor } from "./outcomes.ts";
import { requestedAction, requestedResource } from "./requested-action.ts";
import type { CheckManyRequest, CheckRequest } from "./requests.ts";
import { snapshotFor } from "./snapshot.ts";
import { toSubjectQuery } from "./subject-query.ts";

/** The four methods of an authorizer that ask for single decisions. */
export class Checks {
  readonly #basis: DecisionBasis;
  readonly #coalescer: Coalescer;

  constructor(basis: DecisionBasis) {
    this.#basis = basis;
    this.#coalescer = new Coalescer(basis);
  }

  check(
    request: CheckRequest<AnyPolicies, string>,
    options?: CallOptions,
  ): Promise<Decision> {
    const signal = options?.signal;
    const decision = new Promise<Decision>((resolve, reject) => {
      const resource = requestedResource(request.resource);
      const requested = requestedAction(request.action, resource);
      const query = toSubjectQuery(request);
      if ((signal as unknown) === null) {
        throw new TypeError("The signal must be an AbortSignal, or left out.");
      }
      signal?.throwIfAborted();
      const waiting = { requested, signal, resolve, reject };
      this.#coalescer.add(query, options?.deadline, waiting);
    });
    return signal ? orAborted(decision, signal) : decision;
  }

  async checkMany(
    request: CheckManyRequest<AnyPolicies, string>,
    options?: CallOptions,
  ): Promise<readonly ResourceDecisions[]> {
    const query = toSubjectQuery(request);
    // Copies, because the caller may change the lists afterwards.
    const asked = request.resources.map((each) => {
      const resource = requestedResource(each.resource);
      this.#basis.catalog.kind(resource.kind);
      const actions = each.actions.map((name) =>
        requestedAction(name, resource),
      );
      return { resource, actions };
    });
    options?.signal?.throwIfAborted();
    const timeLimit = new TimeLimit(options);
    const requested = asked.flatMap(({ actions }) => actions);
    const decide = async (): Promise<readonly Outcome[]> => {
      const { directory } = this.#basis;
      const snapshot = await snapshotFor(directory, query, timeLimit);
      return outcomesFor(this.#basis, snapshot, query, requested, timeLimit);
    };
    const decisions = decisionsOf(await orAborted(decide(), options?.signal));
    let next = 0;
    return asked.map(({ resource: { kind, id, attr = {} }, actions }) => {
      const made = decisions.slice(next, (next += actions.length));
      const resource = { kind, id, attr: attr as Resource["attr"] };
      return { resource: made[0]?.resource ?? resource, decisions: made };
    });
  }

  async isAllowed(
    request: CheckRequest<AnyPolicies, string>,
    options?: CallOptions,
  ): Promise<boolean> {
    const { allowed } = await this.check(request, options);
    return allowed;
  }

  async assertAllowed(
    request: CheckRequest<AnyPolicies, string>,
    options?: CallOptions,
  ): Promise<Decision> {
    const decision = await this.check(request, options);
    if (decision.allowed) return decision;
    throw new ForbiddenError(decision);
  }
}

/**
 * The decisions of all outcomes.
 *
 * @throws {PdpRequestError} if the PDP cannot judge several questions, and nothing else is wrong
 * @throws {ResourceError} if several questions have different errors; it lists their messages
 * @throws the error itself, if there is only one, or if it is not about a question, such as a missing PDP
 */
function decisionsOf(outcomes: readonly Outcome[]): readonly Decision[] {
  const errors = outcomes.flatMap((each) =>
    each.decision === undefined ? [each.error] : [],
  );
  // Errors that are not about a question come first.
  const failures = errors.filter((error) => !isOfItsQuestion(error));
  if (failures.length > 0) {
    const [failure] = failures;
    throw failure instanceof Error ? failure : new Error(String(failure));
  }
  const messages = new Set(
    errors.map((error) =>
      error instanceof Error ? error.message : String(error),
    ),
  );
  if (messages.size === 1) throw errors[0];
  if (messages.size > 1 && errors.every(isPdpRequestError)) {
    throw new PdpRequestError(errors.flatMap(({ problems }) => problems));
  }
  if (messages.size > 1) {
    throw new ResourceError(
      `${errors.length} of ${outcomes.length} questions cannot be asked`,
      [...messages],
      "Nothing was decided.",
    );
  }
  return outcomes.flatMap(({ decision }) => decision ?? []);
}

function isOfItsQuestion(error: unknown): boolean {
  return (
    error instanceof ResourceError ||
    error instanceof UnknownNameError ||
    isPdpRequestError(error)
  );
}

function isPdpRequestError(error: unknown): error is PdpRequestError {
  return error instanceof PdpRequestError;
}
