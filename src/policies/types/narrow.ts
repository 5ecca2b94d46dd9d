import { identityOf, membersOf, type Type, union } from "./type.ts";

/** What is of both types, or as little more as can be said. */
export function meet(base: Type, other: Type): Type {
  if (base.kind === "unknown") return other;
  return union(
    membersOf(other).flatMap((wanted) =>
      membersOf(base).flatMap((member) => meetMembers(member, wanted)),
    ),
  );
}

/** Of two lists or two objects, it is the first: it may know more. */
function meetMembers(member: Type, wanted: Type): readonly Type[] {
  if (wanted.kind === "unknown" || has(wanted, member)) return [member];
  return has(member, wanted) ? [wanted] : [];
}

function has(type: Type, member: Type): boolean {
  if (type.kind === "literal") return identityOf(type) === identityOf(member);
  return (
    type.kind ===
    (member.kind === "literal" ? typeof member.value : member.kind)
  );
}

/** What is of the first type and none of these literals. */
export function without(base: Type, literals: readonly Type[]): Type {
  const excluded = new Set(literals.map(identityOf));
  return union(
    membersOf(base)
      .flatMap((each) => (each.kind === "boolean" ? BOOLEANS : each))
      .filter((each) => !excluded.has(identityOf(each))),
  );
}

const BOOLEANS: readonly Type[] = [true, false].map((value) => ({
  kind: "literal",
  value,
}));
