/** The PDP gave no answer: it is not there, does not answer in time, or could not be started. */
export class PdpUnavailableError extends Error {
  override readonly name = "PdpUnavailableError";
  /** Whether nothing is known to be wrong but that it did not answer in time. */
  readonly isSilent: boolean;

  constructor(
    message: string,
    { isSilent = false, ...options }: PdpUnavailableOptions = {},
  ) {
    super(message, options);
    this.isSilent = isSilent;
  }
}

export interface PdpUnavailableOptions extends ErrorOptions {
  readonly isSilent?: boolean;
}

/** The PDP answered that it cannot judge the request: the request, or the policies that it runs, must change. */
export class PdpRequestError extends Error {
  override readonly name = "PdpRequestError";
  /** Each thing that is wrong, with its place where the PDP names one. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The PDP cannot judge the request: ${problems.join("; ")}.`, options);
    this.problems = problems;
  }
}
