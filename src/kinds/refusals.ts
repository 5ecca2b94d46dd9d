import type { Kind } from "../policies/catalog.ts";
import type { CodeOf } from "../policies/types/policy-types.ts";
import { ITEMS } from "./items.ts";
import { appliesTo, type KnownOf } from "./own-kind.ts";
import type { Policies } from "./policy-types.ts";
import type { Template } from "./template.ts";

/** The meaning of a refusal code for some kinds. */
interface Refusal extends KnownOf {
  /** The sentence is for these actions only. */
  readonly actions?: readonly string[];
  /** The sentence is for credentials of this type only. */
  readonly subject?: "scim";
  readonly sentence: Template;
}

const CONTENT = ["content"] as const;
const MEMBERS = {
  kinds: ["organization_member", "project_member"],
  attributes: ["user", "role", "newRole"],
} as const;
const ORGANIZATION_MEMBER = {
  ...MEMBERS,
  kinds: ["organization_member"],
} as const;
const FOUND = ["owners", "discoverable"] as const;

/** The sentences for each code of Rolebook's own policies. The first that applies is used. */
const REFUSALS: Readonly<Record<CodeOf<Policies>, readonly Refusal[]>> = {
  above_own_role: [
    {
      kinds: ["project_member"],
      attributes: [...MEMBERS.attributes, "app"],
      sentence:
        "Nobody gives, changes or takes away a role above their own, and {name} is {roles}.",
    },
  ],
  admin_only: [
    {
      ...ORGANIZATION_MEMBER,
      subject: "scim",
      sentence: "Only an organization admin makes somebody admin.",
    },
    {
      ...ORGANIZATION_MEMBER,
      sentence:
        "Only an organization admin makes somebody admin, or changes a member who is.",
    },
  ],
  last_admin: [
    {
      kinds: ["organization_member"],
      attributes: ["role", "adminCount"],
      sentence:
        "An organization always keeps an admin, and this is the only one.",
    },
  ],
  not_an_editor: [
    {
      ...ITEMS,
      sentence:
        "The {noun} is restricted to its editors, and {name} is not one of them.",
    },
  ],
  not_an_owner: [
    {
      kinds: ["organization"],
      attributes: ["owner"],
      sentence:
        "Only its owner gives an organization to somebody else, and {name} is not the owner.",
    },
    {
      kinds: CONTENT,
      attributes: ["owners"],
      sentence: "This takes an owner of the {noun}, and {name} is not one.",
    },
  ],
  not_archived: [
    {
      kinds: CONTENT,
      attributes: ["archived"],
      sentence: "Content is deleted for good only once it is archived.",
    },
  ],
  not_self: [
    {
      kinds: ["user_profile"],
      attributes: ["user"],
      sentence:
        "People change their own profile only, and this is not that of {name}.",
    },
  ],
  own_role: [
    {
      ...MEMBERS,
      sentence: "Nobody changes their own role or removes themselves.",
    },
  ],
  plan_without_flag_access: [
    {
      ...ITEMS,
      sentence:
        "Restricting {a noun} to its editors takes the Enterprise plan, which {organization} is not on.",
    },
  ],
  published: [
    {
      kinds: ["guide"],
      attributes: ["published"],
      sentence: "The {noun} is published; editing it takes a manager.",
    },
  ],
  undiscoverable: [
    {
      kinds: CONTENT,
      attributes: ["discoverable"],
      actions: ["mark_official"],
      sentence: "Only what is discoverable can be official.",
    },
    {
      kinds: CONTENT,
      attributes: FOUND,
      actions: ["search"],
      sentence:
        "The content is not discoverable, and {name} is not an owner of it.",
    },
    {
      kinds: CONTENT,
      attributes: [...FOUND, "sharedWith"],
      sentence:
        "The content is not discoverable, and {name} is not an owner of it, nor one of those with whom it is shared.",
    },
  ],
  viewer_content: [
    {
      kinds: CONTENT,
      attributes: ["type", "discoverable"],
      sentence:
        "An Analytics viewer makes dashboards, charts and cohorts, and makes and changes only what is not discoverable.",
    },
  ],
};

const BY_CODE: ReadonlyMap<string, readonly Refusal[]> = new Map(
  Object.entries(REFUSALS),
);

/** The sentence for a code. Undefined for codes and kinds of other policies. */
export function refusalSentence(
  code: string,
  kind: Kind,
  { action, subject }: { readonly action: string; readonly subject: string },
): Template | undefined {
  return BY_CODE.get(code)?.find(
    (each) =>
      appliesTo(each, kind) &&
      (each.actions?.includes(action) ?? true) &&
      (each.subject ?? subject) === subject,
  )?.sentence;
}
