import { rankOfList } from "../kinds/attribute-changes.ts";
import type { Kind } from "../policies/catalog.ts";
import { type PossibleStep, COST } from "./possible-step.ts";
import type { Refusal } from "./refusal.ts";

/** The lists of users to which the user could be added. */
export function listings({ decision }: Refusal, kind: Kind): PossibleStep[] {
  const { subject, resource } = decision;
  return changeable(kind)
    .filter((name) => kind.userAttributes.has(name))
    .toSorted((a, b) => rankOfList(kind, a) - rankOfList(kind, b))
    .flatMap((attribute): PossibleStep[] => {
      const list = resource.attr[attribute];
      if (!Array.isArray(list) || list.includes(subject.id)) return [];
      return [
        {
          step: { kind: "listing", user: subject.id, attribute },
          slot: `attribute ${attribute}`,
          cost: COST.ordinary,
        },
      ];
    });
}

/** The boolean attributes of the resource that could get the other value. */
export function flips({ decision }: Refusal, kind: Kind): PossibleStep[] {
  const { attr } = decision.resource;
  return changeable(kind).flatMap((attribute): PossibleStep[] => {
    const value = attr[attribute];
    if (typeof value !== "boolean") return [];
    return [
      {
        step: { kind: "attribute", attribute, value: !value },
        slot: `attribute ${attribute}`,
        cost: COST.ordinary,
      },
    ];
  });
}

/** Attributes that the rules read. The rest plays no part. */
function changeable(kind: Kind): readonly string[] {
  return [...kind.attributes.keys()].filter((name) =>
    kind.reads(`R.attr.${name}`),
  );
}
