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

/** The decisions about one resource, in the order of the actions that were asked about. */
export interface ResourceDecisions<Code extends string = string> {
  readonly resource: Decision["resource"];
  readonly decisions: readonly Decision<Code>[];
}

/**
 * Answers a service's questions. Each call ends within its deadline (2 seconds, if left out) or when its signal aborts.
 *
 * Every method rejects with a typed error where there is no answer, and never allows for lack of one:
 *
 * - `UnknownNameError`: there is no such kind, action, organization, flag, or experiment.
 * - `ResourceError`: an attribute is missing, or is not what its schema says.
 * - `AmbiguousOrganizationError`: several organizations may be meant.
 * - `DirectoryError`, `DirectoryUnavailableError`: a `DirectorySource` gave what is no directory, or nothing in time.
 * - `PdpUnavailableError`: no answer came in time. `PdpRequestError`: the PDP cannot judge the request.
 * - `TypeError`, `RangeError`: the request itself is malformed, `at` is no instant, or the deadline no number of milliseconds.
 * - the signal's reason, where the signal aborts.
 */
export interface Authorizer<P extends PolicyTypes = Policies> {
  /** One decision, explained. Those for one user that start in the same turn of the event loop travel in one request. */
  check<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Decision<CodeOf<P>>>;

  /**
   * Many decisions, in the order of the resources and, for each, of its actions. They travel in as many requests as the
   * PDP's limits ask for; where one of these fails, so does the whole call.
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
   * The decision of `check`, if that allows it.
   *
   * @throws {ForbiddenError} where it refuses; holds the decision
   */
  assertAllowed<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Decision<CodeOf<P>>>;

  /** The decision of `check` and, for a refusal, the smallest change that would allow it and who may make that change. */
  explain<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Explanation<CodeOf<P>>>;

  /**
   * Which resources of a kind the user may do something to, from one query plan: for lists.
   *
   * @throws {UnsupportedPlanError} where the condition cannot be evaluated exactly as the PDP does
   */
  filter<K extends KindOf<P>>(
    request: FilterRequest<P, K>,
    options?: CallOptions,
  ): Promise<Filter<P, K>>;

  /**
   * The access and the editors of a new flag or experiment: the organization's default, with its creator as the first editor
   * where it begins restricted; open to everyone where it is made through the Management API. See `docs/model.md`, "Decisions".
   *
   * @throws {UnknownNameError} where the organization, or its creator in it, does not exist
   */
  newFlagAccess(
    request: NewFlagRequest,
    options?: CallOptions,
  ): Promise<NewFlagAccess>;

  /** What exists: kinds, actions and attributes. */
  readonly catalog: Catalog;
  readonly pdp: Pdp;

  /** Ends the PDP if it was started for this authorizer. One that was given is the caller's to close. */
  close(): Promise<void>;
}
