import type { Decision } from "../decision/decision.ts";
import { ResourceError } from "../decision/resource.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import type { CallOptions, Resource } from "../pdp/pdp.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { toAsker } from "./asker.ts";
import type { ResourceDecisions } from "./authorizer.ts";
import { Call, orAborted } from "../pdp/call.ts";
import { Coalescer } from "./coalescer.ts";
import { decideAll, type Outcome } from "./decide-all.ts";
import { ForbiddenError } from "./forbidden-error.ts";
import { copyOf, toItem } from "./item.ts";
import type { Means } from "./means.ts";
import type { CheckManyRequest, CheckRequest } from "./requests.ts";

/** The questions about single decisions, in their four forms. */
export class Checks {
  readonly #means: Means;
  readonly #coalescer: Coalescer;

  constructor(means: Means) {
    this.#means = means;
    this.#coalescer = new Coalescer(means);
  }

  check(
    request: CheckRequest<AnyPolicies, string>,
    options?: CallOptions,
  ): Promise<Decision> {
    const signal = options?.signal;
    const decision = new Promise<Decision>((resolve, reject) => {
      const item = toItem(request.action, copyOf(request.resource));
      const asker = toAsker(request);
      if ((signal as unknown) === null) {
        throw new TypeError("The signal must be an AbortSignal, or left out.");
      }
      signal?.throwIfAborted();
      const waiting = { item, signal, resolve, reject };
      this.#coalescer.add(asker, options?.deadline, waiting);
    });
    return signal ? orAborted(decision, signal) : decision;
  }

  async checkMany(
    request: CheckManyRequest<AnyPolicies, string>,
    options?: CallOptions,
  ): Promise<readonly ResourceDecisions[]> {
    const asker = toAsker(request);
    // As they are now: the caller may go on with the lists.
    const asked = request.resources.map(({ resource, actions }) => {
      const given = copyOf(resource);
      this.#means.catalog.kind(given.kind);
      return {
        given,
        items: actions.map((action) => toItem(action, given)),
      };
    });
    options?.signal?.throwIfAborted();
    const items = asked.flatMap((each) => each.items);
    const outcomes = await orAborted(
      decideAll(this.#means, asker, items, new Call(options)),
      options?.signal,
    );
    const decisions = decisionsOf(outcomes).values();
    return asked.map(({ given, items: { length } }) => {
      const made = Array.from({ length }, () => decisions.next().value);
      const known = made.filter((decision) => decision !== undefined);
      const { kind, id, attr = {} } = given;
      const resource = { kind, id, attr: attr as Resource["attr"] };
      return { resource: known[0]?.resource ?? resource, decisions: known };
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
 * All decisions.
 *
 * @throws what is wrong with one question; where that are several, a ResourceError that lists all, or a PdpRequestError, where the
 *   PDP cannot judge any of them
 */
function decisionsOf(outcomes: readonly Outcome[]): readonly Decision[] {
  const errors = outcomes.flatMap((each) =>
    each.decision === undefined ? [each.error] : [],
  );
  // That there is no PDP is no matter of the questions.
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
