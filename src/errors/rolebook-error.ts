import { EXIT, type ExitCode } from "./exit-code.ts";

interface Meaning {
  readonly status: number;
  readonly exitCode: ExitCode;
}

/** What each code means over HTTP and to the shell. Codes are API: `docs/errors.md` lists them. */
const MEANINGS = {
  // The answer is no.
  forbidden: { status: 403, exitCode: EXIT.negative },

  // The question cannot be asked as it is.
  unknown_name: { status: 400, exitCode: EXIT.usage },
  resource_invalid: { status: 400, exitCode: EXIT.usage },
  ambiguous_organization: { status: 400, exitCode: EXIT.usage },
  usage: { status: 400, exitCode: EXIT.usage },

  // Nobody answers for now.
  pdp_unavailable: { status: 503, exitCode: EXIT.pdp },
  pdp_rejected: { status: 503, exitCode: EXIT.pdp },
  directory_unavailable: { status: 503, exitCode: EXIT.fault },

  // What is needed for an answer is not as it should be.
  directory_invalid: { status: 500, exitCode: EXIT.negative },
  policies_invalid: { status: 500, exitCode: EXIT.pdp },
  tokens_invalid: { status: 500, exitCode: EXIT.usage },
  start_failed: { status: 500, exitCode: EXIT.usage },
  no_temporary_folder: { status: 500, exitCode: EXIT.usage },

  // A filter cannot judge what it is given.
  attribute_missing: { status: 500, exitCode: EXIT.fault },
  attribute_unsuitable: { status: 500, exitCode: EXIT.fault },
  plan_unsupported: { status: 500, exitCode: EXIT.fault },

  // Rolebook's own HTTP server only. `http_error` stands for any status; the error has its own.
  http_error: { status: 500, exitCode: EXIT.fault },
  not_found: { status: 404, exitCode: EXIT.fault },
  client_gone: { status: 499, exitCode: EXIT.fault },
} as const satisfies Record<string, Meaning>;

/** Which error it is, for programs. A code never changes its meaning. */
export type ErrorCode = keyof typeof MEANINGS;

/**
 * The base of all errors that Rolebook throws on purpose, each with a class and a code of its own.
 *
 * Only a malformed request is something else: a `TypeError` or a `RangeError`, as of Node's own functions.
 */
export abstract class RolebookError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The HTTP status with which a server that asked on behalf of its client answers. */
  get status(): number {
    return MEANINGS[this.code].status;
  }

  /** What a command that ends with this error exits with. */
  get exitCode(): ExitCode {
    return MEANINGS[this.code].exitCode;
  }
}
