import type { Resource } from "../../pdp/pdp.ts";
import type { Catalog, Kind } from "../../policies/catalog.ts";
import type { AttributeType } from "../../policies/schema/attribute-schema.ts";
import { KNOWN_DECISIONS, knownResource } from "./known-decisions.ts";

/** A question that shows whether the PDP judges a kind. */
export interface Probe {
  readonly kind: string;
  readonly action: string;
  readonly resource: Resource;
  /** Whether the right answers are known. If not, there must only be an answer. */
  readonly isKnown: boolean;
}

/**
 * A probe for each kind of the catalog. It is the kind's known decision. Kinds of other policies have none, so their
 * probe is a made-up resource that the schema accepts. If the schema accepts no such resource, the kind has no probe.
 */
export function probesFor({ kinds }: Catalog): readonly Probe[] {
  return kinds.flatMap((kind) => knownProbe(kind) ?? madeUpProbe(kind) ?? []);
}

/** Undefined also if the policies have another kind of the same name. */
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
