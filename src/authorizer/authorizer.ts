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
 * - `UnknownNameError`: there is no such kind, action, attribute, organization, project, flag or experiment.
 * - `ResourceError`: an attribute is missing, or does not match its schema.
 * - `AmbiguousOrganizationError`: several organizations may be meant.
 * - `DirectoryError`, `DirectoryUnavailableError`: a `DirectorySource` gave invalid documents, or nothing in time.
 * - `PdpUnavailableError`: no answer came in time. `PdpRequestError`: the PDP cannot judge the request.
 * - `TypeError`, `RangeError`: the request is malformed, `at` is not an instant, or the deadline is not a number of
 *   milliseconds.
 * - the signal's reason, if the signal aborts.
 */
export interface Authorizer<P extends PolicyTypes = Policies> {
  /**
   * One decision with its reason. Checks of one user that start in the same turn of the event loop share a request.
   *
   * @example
   * const { allowed, reason } = await authorizer.check({
   *   user: "ana@acme.example",
   *   action: "edit",
   *   resource: { kind: "flag", id: "new-checkout" },
   * });
   */
  check<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Decision<CodeOf<P>>>;

  /**
   * Many decisions, in the order of the resources and of their actions. If the PDP's limits require several requests
   * and one of them fails, the whole call fails.
   *
   * @example
   * const [flag] = await authorizer.checkMany({
   *   user: "ana@acme.example",
   *   resources: [
   *     {
   *       resource: { kind: "flag", id: "new-checkout" },
   *       actions: ["edit", "delete"],
   *     },
   *   ],
   * });
   * const buttons = flag?.decisions.map(({ action, allowed }) => ({ action, allowed }));
   */
  checkMany<K extends KindOf<P>>(
    request: CheckManyRequest<P, K>,
    options?: CallOptions,
  ): Promise<readonly ResourceDecisions<CodeOf<P>>[]>;

  /**
   * Whether `check` allows it.
   *
   * @example
   * const mayDeploy = await authorizer.isAllowed({
   *   credential: "release-pipeline",
   *   action: "activate:write",
   *   resource: { kind: "flag", id: "new-checkout" },
   * });
   */
  isAllowed<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<boolean>;

  /**
   * The decision of `check`, if it allows the action.
   *
   * @throws {ForbiddenError} if `check` refuses the action; it has the decision
   *
   * @example
   * await authorizer.assertAllowed(
   *   {
   *     user: "ana@acme.example",
   *     action: "create",
   *     resource: { kind: "annotation", id: "sale", attr: { project: "web" } },
   *   },
   *   { deadline: 1_000 },
   * );
   */
  assertAllowed<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Decision<CodeOf<P>>>;

  /**
   * The decision of `check` and, for a refusal, the smallest change that would allow it, with the people who may make
   * it.
   *
   * @example
   * const { decision, change } = await authorizer.explain({
   *   user: "dana@agency.example",
   *   organization: "acme",
   *   action: "edit",
   *   resource: { kind: "flag", id: "push-opt-in" },
   * });
   * if (!decision.allowed) console.log(decision.reason, change?.sentence);
   */
  explain<K extends KindOf<P>>(
    request: CheckRequest<P, K>,
    options?: CallOptions,
  ): Promise<Explanation<CodeOf<P>>>;

  /**
   * The resources of a kind on which the user may take an action, from one query plan. It is for lists.
   *
   * @throws {UnsupportedPlanError} if the condition cannot be evaluated exactly as the PDP does
   *
   * @example
   * const filter = await authorizer.filter({
   *   user: "ana@acme.example",
   *   action: "read",
   *   kind: "flag",
   *   project: "web",
   * });
   * const mayRead = filter.matches({
   *   id: "new-checkout",
   *   attr: { organization: "acme", project: "web", access: "everyone", editors: [] },
   * });
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
   *
   * @example
   * const { access, editors } = await authorizer.newFlagAccess({
   *   organization: "acme",
   *   createdBy: "ana@acme.example",
   *   createdVia: "app",
   * });
   */
  newFlagAccess(
    request: NewFlagRequest,
    options?: CallOptions,
  ): Promise<NewFlagAccess>;

  /** The kinds, actions and attributes of the policies. */
  readonly catalog: Catalog;
  readonly pdp: Pdp;

  /**
   * Ends the PDP if it was started for this authorizer. If the caller gave a PDP, the caller must close it.
   *
   * @example
   * process.once("SIGTERM", () => void authorizer.close());
   */
  close(): Promise<void>;
}
