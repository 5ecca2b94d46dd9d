import { RolebookError } from "../errors/rolebook-error.ts";

/** A query plan has a part that cannot be evaluated in process exactly as the PDP evaluates it. */
export class UnsupportedPlanError extends RolebookError {
  override readonly name = "UnsupportedPlanError";
  /** The operator, such as `matches`, or the variable that is not supported. */
  readonly subject: string;

  /** @param reason the end of a sentence that begins with the subject */
  constructor(subject: string, reason: string) {
    super(
      "plan_unsupported",
      `The query plan cannot be evaluated in process exactly as the PDP would: ${subject} ${reason}. Ask the PDP about each resource with checkMany instead.`,
    );
    this.subject = subject;
  }
}
