import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { ITEMS } from "./items.ts";
import { appliesTo, type KnownOf, type OwnAttribute } from "./own-kind.ts";
import { names } from "./standings.ts";
import type { Template } from "./template.ts";

/** Why somebody may do something, if their role alone does not explain it. */
interface Allowance extends KnownOf {
  /** It applies only to somebody with this derived role, if the name of the rule ends in this way. */
  readonly role?: { readonly derived: string; readonly rule: `_${string}` };
  /** It applies only to the user whom this attribute names. */
  readonly named?: OwnAttribute;
  readonly sentence: Template;
}

const ALLOWANCES: readonly Allowance[] = [
  {
    ...ITEMS,
    role: { derived: "experiment_organization_admin", rule: "_any" },
    sentence:
      "An organization admin {may} a restricted {noun} without being one of its editors.",
  },
  {
    kinds: ["user_profile"],
    attributes: ["user"],
    named: "user",
    sentence: "It is {name}'s own profile.",
  },
];

/** The sentence for an ALLOW that the subject's roles do not explain; undefined if they do. */
export function allowanceSentence(
  kind: Kind,
  {
    user,
    resource,
    rule,
    derivedRoles,
  }: {
    readonly user: string;
    readonly resource: Pick<Resource, "attr">;
    readonly rule: string;
    readonly derivedRoles: readonly string[];
  },
): Template | undefined {
  return ALLOWANCES.find(
    (each) =>
      appliesTo(each, kind) &&
      (each.role === undefined ||
        (derivedRoles.includes(each.role.derived) &&
          rule.endsWith(each.role.rule))) &&
      (each.named === undefined || names(resource.attr[each.named], user)),
  )?.sentence;
}
