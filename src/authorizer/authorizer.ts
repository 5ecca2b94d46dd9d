import type { Decision } from "../decision/decision.ts";
import type { NewFlagAccess } from "../kinds/new-flag.ts";
import type { Filter } from "../filter/filter.ts";
import type { CallOptions, Pdp } from "../pdp/pdp.ts";
import type { Catalog } from "../policies/catalog.ts";
import type {
  CodeOf,
  KindOf,
  PolicyTypes,
} from "../policies/types/policy-types.ts";
import type { Policies } from "../kinds/policy-types.ts";
import type { Explanation } from "../explain/explanation.ts";
import type {
  CheckManyRequest,
  CheckRequest,
  FilterRequest,
  NewFlagRequest,
} from "./requests.ts";

/** The decisions about one resource, in the order of the actions in the request. */
export interface ResourceDecisions<Code extends string = string> {
  readonly resource: Decision["resource"];
  readonly decisions: readonly Decision<Code>[];
}

/**
 * Answers a service's questions. Each call ends within its deadline (by default 2 seconds), or when its signal aborts.
 *
 * If there is no answer, every method rejects with a typed error. It never allows anything without an answer.
 *
 * - `UnknownNameError`: there is no such kind, action, organization, flag, or experiment.
 * - `ResourceError`: an attribute is missing, or does not match its schema.
 * - `AmbiguousOrganizationError`: several organizations may be meant.
 * - `DirectoryError`, `DirectoryUnavailableError`: a `DirectorySource` gave invalid documents, or nothing in time.
 * - `PdpUnavailableError`: no answer came in time. `PdpRequestError`: the PDP cannot judge the request.
 * - `TypeError`, `RangeError`: the request is malformed, `at` is not an instant, or the deadline is not a number of
 *   milliseconds.
 * - the signal's reason, if the signal aborts.
 */
export interface Authorizer<P extends PolicyTypes = Policies> {
  /** One decision with its reason. Checks of one user that start in the same turn of the event loop share a request. */
  check<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Decision<CodeOf<P>>>;

  /**
   * Many decisions, in the order of the resources and of their actions. If the PDP's limits require several requests
   * and one of them fails, the whole call fails.
   */
  checkMany<K extends KindOf<P>>(
    request: CheckManyRequest<P, K>,
    options?: CallOptions,
  ): Promise<readonly ResourceDecisions<CodeOf<P>>[]>;

  /** Whether `check` allows it. */
  isAllowed<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<boolean>;

  /**
   * The decision of `check`, if it allows the action.
   *
   * @throws {ForbiddenError} if `check` refuses the action; it has the decision
   */
  assertAllowed<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Decision<CodeOf<P>>>;

  /**
   * The decision of `check` and, for a refusal, the smallest change that would allow it, with the people who may make
   * it.
   */
  explain<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Explanation<CodeOf<P>>>;

  /**
   * The resources of a kind on which the user may take an action, from one query plan. It is for lists.
   *
   * @throws {UnsupportedPlanError} if the condition cannot be evaluated exactly as the PDP does
   */
  filter<K extends KindOf<P>>(
    request: FilterRequest<P, K>,
    options?: CallOptions,
  ): Promise<Filter<P, K>>;

  /**
   * The access and the editors of a new flag or experiment. It has the organization's default access, and if that is
   * `editors`, its creator is the first editor. One that is made through the Management API is open to everyone. See
   * `docs/model.md`, "Content, flags and the organization".
   *
   * @throws {UnknownNameError} if the organization, or the creator in it, does not exist
   */
  newFlagAccess(
    request: NewFlagRequest,
    options?: CallOptions,
  ): Promise<NewFlagAccess>;

  /** The kinds, actions and attributes of the policies. */
  readonly catalog: Catalog;
  readonly pdp: Pdp;

  /** Ends the PDP if it was started for this authorizer. If the caller gave a PDP, the caller must close it. */
  close(): Promise<void>;
}
