/** A query plan has something in it that cannot be evaluated here exactly as the PDP evaluates it. */
export class UnsupportedPlanError extends Error {
  override readonly name = "UnsupportedPlanError";
  /** The operator, such as `matches`, or the variable or the shape of expression that it is about. */
  readonly subject: string;

  /** @param reason what is wrong with the subject, as the end of a sentence that begins with it */
  constructor(subject: string, reason: string) {
    super(
      `The query plan cannot be evaluated in process exactly as the PDP would: ${subject} ${reason}. Ask the PDP about each resource with checkMany instead.`,
    );
    this.subject = subject;
  }
}
