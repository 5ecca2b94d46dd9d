import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import type { Subject } from "./subject.ts";

/** May this subject do this to that resource? All of it exists, and the resource has the attributes of its kind. */
export interface Question {
  readonly subject: Subject;
  readonly action: string;
  readonly resource: Resource;
  /** The resource's kind, from the catalog. */
  readonly kind: Kind;
}
