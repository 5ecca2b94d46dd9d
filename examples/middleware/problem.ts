import { ForbiddenError, RolebookError } from "../../src/index.ts"; // in a service: "rolebook"

/** The answer to a client for an error. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: string;
    readonly code?: string | undefined;
    readonly reason?: string | undefined;
  };
  /** Whether somebody must look at it. */
  readonly isFault: boolean;
}

/** The answer to a request that ended with this error. It never allows anything. */
export function toProblem(error: unknown): Problem {
  const headers = {};
  if (error instanceof ForbiddenError) {
    const { code, reason } = error.decision;
    const body = { error: "forbidden", code, reason };
    return { status: 403, headers, body, isFault: false };
  }
  if (error instanceof RolebookError && error.status === 503) {
    const body = { error: "unavailable", reason: "Try again in a second." };
    const retry = { "retry-after": "1" };
    return { status: 503, headers: retry, body, isFault: true };
  }
  if (error instanceof Error && error.name === "AbortError") {
    // The client has disconnected, and reads no answer.
    const body = { error: "client_closed_request" };
    return { status: 499, headers, body, isFault: false };
  }
  const status = statusOf(error);
  if (error instanceof Error && status >= 400 && status < 500) {
    const body = { error: "bad_request", reason: error.message };
    return { status, headers, body, isFault: false };
  }
  // ResourceError, UnknownNameError …: the service asked a wrong question.
  const body = { error: "internal" };
  return { status: 500, headers, body, isFault: true };
}

/** The status that an HttpError, Express or Fastify gave to an error. */
function statusOf(error: unknown): number {
  return typeof error === "object" &&
    error !== null &&
    "statusCode" in error &&
    typeof error.statusCode === "number"
    ? error.statusCode
    : 500;
}
