import { identityOf, membersOf, type Type, union, widerKinds } from "./type.ts";

/** The values that both types have, and more only if no type says less. */
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

/** Whether a type takes all that one member of another one takes; of lists and objects, whether both are one. */
function has(type: Type, member: Type): boolean {
  return type.kind === "literal"
    ? identityOf(type) === identityOf(member)
    : type.kind === member.kind ||
        widerKinds(member).some((kind) => kind === type.kind);
}

/** The values of a type that are none of these literals. */
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
