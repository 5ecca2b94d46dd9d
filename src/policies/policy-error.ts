/** A policy or a schema cannot be read, so that nobody knows which kinds, actions and attributes exist. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      `${file}: ${problem} Mend it; \`cerbos compile\` says more.`,
      options,
    );
    this.file = file;
  }
}
