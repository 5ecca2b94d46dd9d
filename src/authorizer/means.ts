import type { Pdp } from "../pdp/pdp.ts";
import type { Catalog } from "../policies/catalog.ts";
import type { DirectoryOption } from "./snapshot.ts";

/** The parts that an authorizer uses to answer. */
export interface Means {
  readonly directory: DirectoryOption;
  readonly catalog: Catalog;
  readonly pdp: Pdp;
}
