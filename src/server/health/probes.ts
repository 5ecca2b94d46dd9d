import { adminAction } from "../../kinds/admin-actions.ts";
import type { Resource } from "../../pdp/pdp.ts";
import type { Catalog, Kind } from "../../policies/catalog.ts";
import type { AttributeType } from "../../policies/schema/attribute-schema.ts";
import { ADMIN, ORGANIZATION, PROJECT } from "./known-principals.ts";

/** A question that shows whether the PDP judges a kind. */
export interface Probe {
  readonly kind: string;
  readonly action: string;
  readonly resource: Resource;
  /** Whether the right answers are known. If not, there must only be an answer. */
  readonly isKnown: boolean;
}

/**
 * A probe for each kind of the catalog. It asks for an action that the rules allow an admin, or for any action if they
 * do not tell. If the schema accepts no resource that can be made up here, the kind has no probe.
 */
export function probesFor({ kinds }: Catalog): readonly Probe[] {
  return kinds.flatMap((kind) => probeFor(kind) ?? []);
}

function probeFor(kind: Kind): Probe | undefined {
  const known = adminAction(kind);
  const action = known?.action ?? kind.actions[0];
  const attr = madeUpAttributes(kind, known?.self);
  if (action === undefined || kind.problems(attr).length > 0) return undefined;
  const resource = { kind: kind.name, id: "readiness", attr };
  const isKnown = known !== undefined;
  return { kind: kind.name, action, resource, isKnown };
}

/** @param self - the attribute that names the admin */
function madeUpAttributes(kind: Kind, self?: string): Resource["attr"] {
  return Object.fromEntries(
    [...kind.attributes].map(([name, type]) => [
      name,
      name === self
        ? ADMIN
        : (PLACE.get(name) ??
          kind.values.get(name)?.[0] ??
          (kind.userAttributes.has(name) && type === "string"
            ? "somebody@rolebook.invalid"
            : ANY[type])),
    ]),
  );
}

/** The attributes that say where a resource is. */
const PLACE: ReadonlyMap<string, string> = new Map([
  ["organization", ORGANIZATION],
  ["project", PROJECT],
]);

const ANY: Readonly<Record<AttributeType, Resource["attr"][string]>> = {
  string: "any",
  integer: 1,
  number: 1,
  boolean: false,
  array: [],
  object: {},
};
