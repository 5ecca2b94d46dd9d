import { EXIT, type ExitCode } from "./exit-code.ts";

interface Meaning {
  readonly status: number;
  readonly exitCode: ExitCode;
}

/** The HTTP status and the exit code for each error code. Codes are API, and `docs/errors.md` lists them. */
const MEANINGS = {
  // The answer is no.
  forbidden: { status: 403, exitCode: EXIT.negative },

  // The request is wrong.
  unknown_name: { status: 400, exitCode: EXIT.usage },
  resource_invalid: { status: 400, exitCode: EXIT.usage },
  ambiguous_organization: { status: 400, exitCode: EXIT.usage },
  usage: { status: 400, exitCode: EXIT.usage },

  // There is no answer now. A later request may get one.
  pdp_unavailable: { status: 503, exitCode: EXIT.pdp },
  pdp_rejected: { status: 503, exitCode: EXIT.pdp },
  directory_unavailable: { status: 503, exitCode: EXIT.fault },

  // The configuration is wrong.
  directory_invalid: { status: 500, exitCode: EXIT.negative },
  policies_invalid: { status: 500, exitCode: EXIT.pdp },
  tokens_invalid: { status: 500, exitCode: EXIT.usage },
  start_failed: { status: 500, exitCode: EXIT.usage },
  no_temporary_folder: { status: 500, exitCode: EXIT.usage },

  // A filter cannot judge a resource, or a plan.
  attribute_missing: { status: 500, exitCode: EXIT.fault },
  attribute_unsuitable: { status: 500, exitCode: EXIT.fault },
  plan_unsupported: { status: 500, exitCode: EXIT.fault },

  // Only Rolebook's own HTTP server has these. An `http_error` has its own status.
  http_error: { status: 500, exitCode: EXIT.fault },
  not_found: { status: 404, exitCode: EXIT.fault },
  client_gone: { status: 499, exitCode: EXIT.fault },
} as const satisfies Record<string, Meaning>;

/** A name of an error for programs. Its meaning never changes. */
export type ErrorCode = keyof typeof MEANINGS;

/**
 * The base class of the errors that Rolebook throws. Each error has its own class and code.
 *
 * Only a malformed request is a `TypeError` or a `RangeError` instead, as in Node's own functions.
 */
export abstract class RolebookError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The HTTP status for the client of a server that asked for it. */
  get status(): number {
    return MEANINGS[this.code].status;
  }

  /** The exit code of a command that ends with this error. */
  get exitCode(): ExitCode {
    return MEANINGS[this.code].exitCode;
  }
}
