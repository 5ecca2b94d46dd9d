import { printable } from "../util/quote.ts";
import { RolebookError } from "./rolebook-error.ts";

/** A resource is not described well enough, or in contradiction to its schema. */
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
