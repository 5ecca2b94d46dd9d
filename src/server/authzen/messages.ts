import type { AnyAttribute } from "../../policies/types/policy-types.ts";

/**
 * Requests and responses of the AuthZEN Authorization API 1.0: its sections "Information Model", "Access Evaluation
 * API", "Access Evaluations API" and "Search APIs".
 *
 * Only fields that are read are listed. Others are ignored, as the specification demands. So are the properties of an
 * action and the context of a request, because no policy reads them.
 */

export type Properties = Readonly<Record<string, AnyAttribute>>;

export interface SubjectEntity {
  /** `user`, `credential`, or a type of credentials. */
  readonly type: string;
  readonly id: string;
  /** Only `organization` is read, in case several may be meant. Roles come from the directory alone. */
  readonly properties?: { readonly organization?: string };
}

export interface ResourceEntity {
  /** A kind. */
  readonly type: string;
  readonly id: string;
  /** The attributes of the kind, as the policies define them. */
  readonly properties?: Properties;
}

export interface ActionEntity {
  readonly name: string;
}

/** A request for one decision. */
export interface EvaluationRequest {
  readonly subject: SubjectEntity;
  readonly action: ActionEntity;
  readonly resource: ResourceEntity;
}

export type Semantic =
  "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";

/** A request for several decisions. The top level has the defaults of the evaluations. */
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
  /** Empty if this is the last page. */
  readonly next_token: string;
  readonly count: number;
}
