import type { Decision } from "../decision/decision.ts";
import { printable } from "../util/quote.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

/** `assertAllowed` throws this for a refusal. */
export class ForbiddenError extends RolebookError {
  override readonly name = "ForbiddenError";
  readonly decision: Decision;

  constructor(decision: Decision) {
    const { subject, action, resource, reason } = decision;
    super(
      "forbidden",
      printable(
        `${subject.id} may not ${action} ${resource.kind}:${resource.id}: ${reason}`,
      ),
    );
    this.decision = decision;
  }
}
