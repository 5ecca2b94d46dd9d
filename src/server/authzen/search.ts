import type { Authorizer } from "../../authorizer/authorizer.ts";
import type { Directory } from "../../directory/directory.ts";
import type { CallOptions } from "../../pdp/pdp.ts";
import type { AnyPolicies } from "../../policies/types/policy-types.ts";
import type { ErrorBody } from "../http/errors.ts";
import type { Limits } from "../http/limits.ts";
import type { Page } from "./pages.ts";
import { RolebookError } from "../../errors/rolebook-error.ts";

/** What searches need. */
export interface SearchBasis {
  readonly authorizer: Authorizer<AnyPolicies>;
  /** The directory in force. */
  readonly directory: { readonly current: Directory };
  readonly limits: Limits;
}

/** One search. */
export interface Search<Request> {
  readonly request: Request;
  readonly page: Page;
  readonly options: CallOptions;
}

/** What was found. */
export interface Results<Entity> {
  readonly results: readonly Entity[];
  /** Where the next page begins, if there is one. */
  readonly next?: string | undefined;
  /** What there is to say where nothing can be found. */
  readonly context?: { readonly error: ErrorBody } | undefined;
}

/**
 * What a search names is not known: no such subject, resource, kind or type. Then nothing is found, which is no error; what is not
 * known is told beside it. Source: the certification scenario of AuthZEN, "Empty results".
 */
export class NotFoundError extends RolebookError {
  override readonly name = "NotFoundError";

  constructor(message: string) {
    super("not_found", message);
  }
}
