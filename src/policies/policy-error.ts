/** A policy, a suite or a schema cannot be read or compiled, so that nobody knows what the policies say. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
    this.file = file;
  }
}
