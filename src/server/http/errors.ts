import { DirectoryUnavailableError } from "../../authorizer/directory-unavailable-error.ts";
import { AmbiguousOrganizationError } from "../../decision/organization.ts";
import { ResourceError } from "../../decision/resource.ts";
import { PdpRequestError, PdpUnavailableError } from "../../pdp/errors.ts";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import { problemsText, type RequestProblem } from "./problem.ts";

/** What a client is told about a request that is not answered. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status. */
  readonly status: number;
  readonly problems: readonly RequestProblem[];
  readonly headers: Readonly<Record<string, string>>;
  /** What the log says beside the message, and the client is not told. */
  readonly logged: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    {
      problems = [],
      headers = {},
      logged = {},
      cause,
    }: {
      readonly problems?: readonly RequestProblem[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly logged?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.problems = problems;
    this.headers = headers;
    this.logged = logged;
  }

  /** As it stands in a body, and in the context of one evaluation among many. */
  get body(): ErrorBody {
    const { status, message, problems } = this;
    return { status, message, ...(problems.length > 0 ? { problems } : {}) };
  }
}

export interface ErrorBody {
  readonly status: number;
  readonly message: string;
  readonly problems?: readonly RequestProblem[];
}

/** A request that cannot be answered as it is, and why: all that is wrong with it. */
export function badRequest(problems: readonly RequestProblem[]): ApiError {
  return new ApiError(400, problemsText(problems), { problems });
}

/** Seconds after which a client may try again. The embedded PDP is back within one. */
const RETRY_AFTER = { "retry-after": "1" };

/** The answer for now is none. */
export function unavailable(message: string, cause?: unknown): ApiError {
  return new ApiError(503, message, { headers: RETRY_AFTER, cause });
}

/** What a client is told about an error of the authorizer; undefined for a fault, of which it is told nothing. */
export function toApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof UnknownNameError) {
    const pointer = POINTERS[error.what] ?? "/resource/id";
    return badRequest([{ pointer, message: error.message }]);
  }
  if (error instanceof ResourceError) {
    return badRequest(
      error.problems.map((message) => ({
        pointer: "/resource/properties",
        message,
      })),
    );
  }
  if (error instanceof AmbiguousOrganizationError) {
    const pointer = "/subject/properties/organization";
    return badRequest([{ pointer, message: error.message }]);
  }
  if (error instanceof PdpUnavailableError) {
    return unavailable(
      error.isSilent
        ? "The PDP gave no answer in time."
        : "The PDP cannot be reached.",
      error,
    );
  }
  if (error instanceof DirectoryUnavailableError) {
    return unavailable("The directory gave no answer in time.", error);
  }
  if (error instanceof PdpRequestError) {
    // The attributes were right by the policies at hand, so the PDP's are others, or broken: a matter for whoever runs it.
    return unavailable("The PDP cannot judge this for now.", error);
  }
  return undefined;
}

/** Where in a request a name of this sort stands; that of a flag or an experiment is a resource's id. */
const POINTERS: Readonly<Record<string, string>> = {
  kind: "/resource/type",
  action: "/action/name",
  organization: "/subject/properties/organization",
};
