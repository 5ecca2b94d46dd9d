import { type Ladder, LADDERS, type Subject, textOf } from "./subjects.ts";
import type { SweptKind } from "./sweep.ts";

/** Something that a role may do and the next higher one on the same ladder may not, in equal circumstances. */
export interface Exception {
  readonly ladder: Ladder;
  readonly kind: string;
  readonly action: string;
  readonly lower: string;
  readonly higher: string;
}

/**
 * Compares every user with the one who is equal but for the next higher role on a ladder: what the former may do, the latter
 * may do too, with every resource. Returns each exception once, and how many pairs of answers were compared.
 */
export function monotony(
  swept: readonly SweptKind[],
  ladder: Ladder,
): { comparisons: number; exceptions: readonly Exception[] } {
  let comparisons = 0;
  const exceptions = new Map<string, Exception>();
  for (const { kind, subjects, resources, actions, allowed } of swept) {
    for (const [lower, higher] of stepsOn(ladder, subjects)) {
      for (const resource of resources.keys()) {
        for (const [at, action] of actions.entries()) {
          comparisons++;
          if (!allowed(lower, resource, at) || allowed(higher, resource, at)) {
            continue;
          }
          const exception: Exception = {
            ladder,
            kind: kind.name,
            action,
            lower: subjects[lower]?.has[ladder] ?? "",
            higher: subjects[higher]?.has[ladder] ?? "",
          };
          exceptions.set(JSON.stringify(exception), exception);
        }
      }
    }
  }
  return { comparisons, exceptions: [...exceptions.values()] };
}

/** The places of every user and of the one a step above. */
function stepsOn(
  ladder: Ladder,
  subjects: readonly Subject[],
): readonly [lower: number, higher: number][] {
  const users = new Map(
    subjects.flatMap(({ type, has }, index) =>
      type === "user" ? [[textOf(has), index] as const] : [],
    ),
  );
  const roles: readonly string[] = LADDERS[ladder];
  return subjects.flatMap<[number, number]>(({ type, has }, lower) => {
    const next = roles[roles.indexOf(has[ladder]) + 1];
    if (type !== "user" || next === undefined) return [];
    const higher = users.get(textOf({ ...has, [ladder]: next }));
    return higher === undefined ? [] : [[lower, higher]];
  });
}
