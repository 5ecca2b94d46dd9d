import type { Kind } from "../policies/catalog.ts";
import { appliesTo, type KnownOf } from "./own-kind.ts";

/** The kind whose resources are organizations: its id says which organization it belongs to. */
const ORGANIZATIONS: KnownOf = {
  kinds: ["organization"],
  attributes: ["owner"],
};

/** The organization that a resource of this id belongs to, if its id says so. */
export function ownId(kind: Kind, id: string): string | undefined {
  return appliesTo(ORGANIZATIONS, kind) ? id : undefined;
}
