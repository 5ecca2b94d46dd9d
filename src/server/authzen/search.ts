import type { Authorizer } from "../../authorizer/authorizer.ts";
import type { Directory } from "../../directory/directory.ts";
import type { CallOptions } from "../../pdp/pdp.ts";
import type { AnyPolicies } from "../../policies/types/policy-types.ts";
import type { ErrorBody } from "../http/errors.ts";
import type { Limits } from "../http/limits.ts";
import type { Page } from "./pages.ts";
import { RolebookError } from "../../errors/rolebook-error.ts";

/** The parts of the server that searches use. */
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

/** The results of a search on one page. */
export interface Results<Entity> {
  readonly results: readonly Entity[];
  /** The key after which the next page begins, if there is one. */
  readonly next?: string | undefined;
  /** Why nothing can be found, if a name is unknown. */
  readonly context?: { readonly error: ErrorBody } | undefined;
}

/**
 * A search names a subject, resource, kind or type that is not known. The answer is not an error, but an empty page
 * that says which name is unknown, as the scenario "Empty results" of AuthZEN's certification requires.
 */
export class NotFoundError extends RolebookError {
  override readonly name = "NotFoundError";

  constructor(message: string) {
    super("not_found", message);
  }
}
