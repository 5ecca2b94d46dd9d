import type { Pdp } from "../pdp/pdp.ts";
import type { Catalog } from "../policies/catalog.ts";
import type { DirectoryOption } from "./snapshot.ts";

/** What decisions are based on: who has what, what there is to ask, and the PDP that decides. */
export interface DecisionBasis {
  readonly directory: DirectoryOption;
  readonly catalog: Catalog;
  readonly pdp: Pdp;
}
