import type { AnyAttribute } from "../../policies/types/policy-types.ts";

/**
 * Requests and responses of the AuthZEN Authorization API 1.0, as far as they are looked at. Source: its sections "Information Model",
 * "Access Evaluation API", "Access Evaluations API" and "Search APIs". Fields that are not named here are ignored, as it says; so
 * are the properties of an action and the context of a request, since no policy reads them.
 */

export type Properties = Readonly<Record<string, AnyAttribute>>;

export interface SubjectEntity {
  /** `user`; `credential`, or the type of one. */
  readonly type: string;
  readonly id: string;
  /** Only `organization` is read: which one is meant, where there are several. Roles come from the directory alone. */
  readonly properties?: { readonly organization?: string };
}

export interface ResourceEntity {
  /** A kind. */
  readonly type: string;
  readonly id: string;
  /** The attributes that the policies know the kind by. */
  readonly properties?: Properties;
}

export interface ActionEntity {
  readonly name: string;
}

/** One question. */
export interface EvaluationRequest {
  readonly subject: SubjectEntity;
  readonly action: ActionEntity;
  readonly resource: ResourceEntity;
}

export type Semantic =
  "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";

/** Several questions; what one does not say is as on the top level. */
export interface EvaluationsRequest extends Partial<EvaluationRequest> {
  readonly evaluations?: readonly unknown[];
  readonly options?: { readonly evaluations_semantic?: Semantic };
}

export interface PageRequest {
  readonly token?: string;
  readonly limit?: number;
}

interface Searching {
  readonly context?: unknown;
  readonly page?: PageRequest;
}

export interface SubjectSearchRequest extends Searching {
  readonly subject: Omit<SubjectEntity, "id">;
  readonly action: ActionEntity;
  readonly resource: ResourceEntity;
}

export interface ResourceSearchRequest extends Searching {
  readonly subject: SubjectEntity;
  readonly action: ActionEntity;
  readonly resource: Omit<ResourceEntity, "id">;
}

export interface ActionSearchRequest extends Searching {
  readonly subject: SubjectEntity;
  readonly resource: ResourceEntity;
}

export interface PageResponse {
  /** Empty where there is no more. */
  readonly next_token: string;
  readonly count: number;
}
