import type { PlanExpressionOperand, Value } from "@cerbos/core";
import type { Principal } from "../model/principal.ts";

/** A resource as the PDP is sent it. Its schema is `policies/_schemas/<kind>.json`. */
export interface Resource {
  readonly kind: string;
  readonly id: string;
  readonly attr: Readonly<Record<string, Value>>;
}

/** The most actions in a request, counted over all its resources. A PDP cannot be configured to accept more. */
export const MAX_ACTIONS = 500;

/** Up to `MAX_ACTIONS` actions that one principal wants to take. */
export interface PdpRequest {
  readonly principal: Principal;
  readonly resources: readonly {
    readonly resource: Resource;
    readonly actions: readonly string[];
  }[];
}

/** The PDP's answer for one action. */
export interface Ruling {
  readonly action: string;
  readonly allowed: boolean;
  /** The rules that allow it, such as `resource.flag.vdefault#change`. */
  readonly rules: readonly string[];
  /**
   * The refusal codes of rules whose condition was not met. There may be some even if another rule allows the action.
   */
  readonly codes: readonly string[];
  /** The sentence that goes with the first of the codes, if its rule gives one. */
  readonly reason?: string | undefined;
}

/** The PDP's answer for one resource. */
export interface PdpAnswer {
  /** In the order of the request's actions. */
  readonly rulings: readonly Ruling[];
  /** The policy that decided, such as `resource.flag.vdefault`. */
  readonly policy: string;
  /** The derived roles of the principal for this resource, in alphabetical order. */
  readonly derivedRoles: readonly string[];
  /** The id of the decision in the PDP's log. */
  readonly callId: string;
}

/**
 * Asks on which resources of a kind a principal may take an action. Only some attributes of the resources are known.
 */
export interface PlanRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly kind: string;
  /** The attributes that are known, such as `organization` and `project`. */
  readonly attr: Readonly<Record<string, Value>>;
}

/** The answer: all resources, no resources, or those that meet a condition on the other attributes. */
export type QueryPlan =
  | { readonly kind: "always_allowed" | "always_denied" }
  | {
      readonly kind: "conditional";
      /** As Cerbos gives it. */
      readonly condition: PlanExpressionOperand;
    };

export interface CallOptions {
  /** Milliseconds to wait for an answer, from 1 to 2,147,483,647; by default 2,000. */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A policy decision point. Only it decides. */
export interface Pdp {
  /** Where it listens: `host:port`, or `unix:` and a path. */
  readonly address: string;

  /**
   * Asks for decisions. The answers are in the order of the resources.
   *
   * @throws {RangeError} if the deadline is out of its range
   * @throws {PdpUnavailableError} if no answer comes in time
   * @throws {PdpRequestError} if a schema rejects any part of the request, the PDP has no policy for a kind, or a limit
   *   is exceeded
   */
  check(
    request: PdpRequest,
    options?: CallOptions,
  ): Promise<readonly PdpAnswer[]>;

  /**
   * Asks for a query plan. A PDP without a policy for the kind answers `always_denied`.
   *
   * @throws as `check` does
   */
  plan(request: PlanRequest, options?: CallOptions): Promise<QueryPlan>;

  /** Closes the connection. If the PDP was started by `startPdp`, it ends too. */
  close(): Promise<void>;
}
