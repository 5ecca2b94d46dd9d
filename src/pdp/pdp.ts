import type { PlanExpressionOperand, Value } from "@cerbos/core";
import type { Principal } from "../model/principal.ts";

/** A resource as the policies know it: `policies/_schemas/<kind>.json`. */
export interface Resource {
  readonly kind: string;
  readonly id: string;
  readonly attr: Readonly<Record<string, Value>>;
}

/** The most actions that a request may hold, counted over all its resources: as many as a PDP can be told to accept. */
export const MAX_ACTIONS = 500;

/** What one principal wants to do: up to `MAX_ACTIONS` actions. */
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
  /** The refusal codes of rules whose condition was not met. Where the action is allowed, another rule made up for them. */
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
  /** The derived roles that the principal has for the resource, in alphabetical order. */
  readonly derivedRoles: readonly string[];
  /** What the PDP calls this decision in its log. */
  readonly callId: string;
}

/** Which resources of a kind one principal may do something to, where only some attributes are known. */
export interface PlanRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly kind: string;
  /** The attributes that are known, such as `organization` and `project`. */
  readonly attr: Readonly<Record<string, Value>>;
}

/** All of them, none of them, or those that meet a condition on the other attributes. */
export type QueryPlan =
  | { readonly kind: "always_allowed" | "always_denied" }
  | {
      readonly kind: "conditional";
      /** As Cerbos gives it. */
      readonly condition: PlanExpressionOperand;
    };

export interface CallOptions {
  /** Milliseconds to wait for an answer, from 1 to 2,147,483,647; 2,000 if left out. */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A policy decision point. Only it decides. */
export interface Pdp {
  /** Where it listens: `host:port`, or `unix:` and a path. */
  readonly address: string;

  /**
   * Asks for decisions; the answers are in the order of the resources.
   *
   * @throws {RangeError} where the deadline is not such a number
   * @throws {PdpUnavailableError} where no answer comes in time
   * @throws {PdpRequestError} where a schema rejects anything in the request, the PDP has no policy for a kind, or a limit is exceeded
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

  /** Ends the connection, and the PDP with it where it was started here. */
  close(): Promise<void>;
}
