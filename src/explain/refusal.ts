import type { Decision } from "../decision/decision.ts";
import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Instant } from "../model/instant.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { Catalog } from "../policies/catalog.ts";
import type { TimeLimit } from "../pdp/time-limit.ts";

/** A refusal, with everything that led to it. */
export interface Refusal {
  readonly decision: Decision;
  /** The instant that was asked about. */
  readonly at: Instant;
  /** The subject's organization. */
  readonly contents: OrganizationDirectory;
  /** Whether this is the whole directory. A `DirectorySource` gives only the documents about the subject. */
  readonly isWhole: boolean;
  readonly catalog: Catalog;
  readonly pdp: Pdp;
  readonly timeLimit: TimeLimit;
}

/** The project of the resource, if it is in one. */
export function projectOf({
  decision: { resource },
}: Pick<Refusal, "decision">): string | undefined {
  const { project } = resource.attr;
  return typeof project === "string" ? project : undefined;
}
