import type { Resource } from "../../pdp/pdp.ts";
import type { Catalog, Kind } from "../../policies/catalog.ts";
import type { AttributeType } from "../../policies/schema/attribute-schema.ts";
import { KNOWN_DECISIONS, knownResource } from "./known-decisions.ts";

/** A question about one kind that tells whether the PDP judges it. */
export interface Probe {
  readonly kind: string;
  readonly action: string;
  readonly resource: Resource;
  /** Whether the answers are known; if not, it is only known that there must be some. */
  readonly isKnown: boolean;
}

/**
 * A probe for each kind of the catalog: its known decision; for a kind of a user's own policies, which has none, a resource that its
 * schema accepts. A kind whose schema accepts none of those that can be made up here has no probe.
 */
export function probesFor({ kinds }: Catalog): readonly Probe[] {
  return kinds.flatMap((kind) => knownProbe(kind) ?? madeUpProbe(kind) ?? []);
}

/** Undefined too where the policies have a kind of that name that is another. */
function knownProbe(kind: Kind): Probe | undefined {
  const known = KNOWN_DECISIONS.find((each) => each.kind === kind.name);
  if (known === undefined || !kind.actions.includes(known.action)) {
    return undefined;
  }
  const resource = knownResource(known);
  return kind.problems(resource.attr).length === 0
    ? { kind: kind.name, action: known.action, resource, isKnown: true }
    : undefined;
}

function madeUpProbe(kind: Kind): Probe | undefined {
  const [action] = kind.actions;
  if (action === undefined) return undefined;
  const attr = Object.fromEntries(
    [...kind.attributes].map(([name, type]) => [
      name,
      kind.values.get(name)?.[0] ??
        (kind.userAttributes.has(name) && type === "string"
          ? "somebody@rolebook.invalid"
          : ANY[type]),
    ]),
  );
  if (kind.problems(attr).length > 0) return undefined;
  const resource = { kind: kind.name, id: "known-decision", attr };
  return { kind: kind.name, action, resource, isKnown: false };
}

const ANY: Readonly<Record<AttributeType, Resource["attr"][string]>> = {
  string: "any",
  integer: 1,
  number: 1,
  boolean: false,
  array: [],
  object: {},
};
