import { printable } from "../util/quote.ts";
import { RolebookError } from "./rolebook-error.ts";

/** The attributes of a resource are incomplete, or do not match its schema. */
export class ResourceError extends RolebookError {
  override readonly name = "ResourceError";
  readonly problems: readonly string[];

  constructor(resource: string, problems: readonly string[], remedy: string) {
    super(
      "resource_invalid",
      printable(`${resource}: ${problems.join(" ")} ${remedy}`),
    );
    this.problems = problems;
  }
}
