import { ResourceError } from "../../errors/resource-error.ts";
import { PdpUnavailableError } from "../../pdp/errors.ts";
import { RolebookError } from "../../errors/rolebook-error.ts";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import { pointerPart, problemsText, type RequestProblem } from "./problem.ts";

/** A request that gets no answer, with the message for the client. */
export class ApiError extends RolebookError {
  override readonly name = "ApiError";
  readonly #status: number;
  readonly problems: readonly RequestProblem[];
  readonly headers: Readonly<Record<string, string>>;
  /** Facts that only the log gets. */
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
    super("http_error", message, { cause });
    this.#status = status;
    this.problems = problems;
    this.headers = headers;
    this.logged = logged;
  }

  override get status(): number {
    return this.#status;
  }

  /** The error in the body of a response, or in the context of one of several evaluations. */
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

/** The error for a wrong request, with all its problems. */
export function badRequest(problems: readonly RequestProblem[]): ApiError {
  return new ApiError(400, problemsText(problems), { problems });
}

/** Seconds after which a client may try again. The embedded PDP is back within one. */
const RETRY_AFTER = { "retry-after": "1" };

/** The error if there is no answer at present. */
export function unavailable(message: string, cause?: unknown): ApiError {
  return new ApiError(503, message, { headers: RETRY_AFTER, cause });
}

/** The error for the client. Undefined for a fault, which the client must not see. */
export function toApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (!(error instanceof RolebookError)) return undefined;
  if (error.status === 400) return badRequest(problemsOf(error));
  if (error.status === 503) return unavailable(outageOf(error), error);
  return undefined;
}

function problemsOf(error: RolebookError): readonly RequestProblem[] {
  if (error instanceof ResourceError) {
    return error.problems.map((message) => ({
      pointer: "/resource/properties",
      message,
    }));
  }
  const { what, attribute } =
    error instanceof UnknownNameError
      ? error
      : { what: "organization", attribute: undefined };
  const pointer =
    attribute === undefined
      ? (POINTERS[what] ?? "/resource/id")
      : `/resource/properties${attribute.length > LONGEST_NAME ? "" : pointerPart(attribute)}`;
  return [{ pointer, message: error.message }];
}

/** The pointer to an attribute with a longer name leads to all of them. A request must not make its answer long. */
const LONGEST_NAME = 100;

/**
 * The place of a name in a request, by what it is for. Names of attributes are not here. Any other name is the id of a
 * resource, such as a flag.
 */
const POINTERS: Readonly<Record<string, string>> = {
  kind: "/resource/type",
  action: "/action/name",
  organization: "/subject/properties/organization",
};

/** Why there is no answer, without details that only the operator may see. The log has the error itself. */
function outageOf(error: RolebookError): string {
  if (error instanceof PdpUnavailableError) {
    return error.isSilent
      ? "The PDP gave no answer in time."
      : "The PDP cannot be reached.";
  }
  // The attributes match the policies that this server has read. So the PDP runs others, or broken ones, which is not
  // the client's fault.
  return error.code === "pdp_rejected"
    ? "The PDP cannot judge this for now."
    : "The directory gave no answer in time.";
}
