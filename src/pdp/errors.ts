import { RolebookError } from "../errors/rolebook-error.ts";

/** The PDP gave no answer: it cannot be reached, does not answer in time, or could not be started. */
export class PdpUnavailableError extends RolebookError {
  override readonly name = "PdpUnavailableError";
  /** Whether the PDP did not answer in time, and no other problem is known. */
  readonly isSilent: boolean;

  constructor(
    message: string,
    { isSilent = false, ...options }: PdpUnavailableOptions = {},
  ) {
    super("pdp_unavailable", message, options);
    this.isSilent = isSilent;
  }
}

interface PdpUnavailableOptions extends ErrorOptions {
  readonly isSilent?: boolean;
}

/** The PDP answered that it cannot judge the request. The request must change, or the policies that the PDP runs. */
export class PdpRequestError extends RolebookError {
  override readonly name = "PdpRequestError";
  /** Each problem, with its place if the PDP names one. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(
      "pdp_rejected",
      `The PDP cannot judge the request: ${problems.join("; ")}.`,
      options,
    );
    this.problems = problems;
  }
}
