import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import type { Subject } from "./subject.ts";

/** Whether a subject may take an action on a resource. All of them exist, and the resource matches its schema. */
export interface Question {
  readonly subject: Subject;
  readonly action: string;
  readonly resource: Resource;
  /** The resource's kind, from the catalog. */
  readonly kind: Kind;
}
