import type { EffectiveRole } from "../../access/access.ts";
import type { Resource } from "../../pdp/pdp.ts";
import type { Kind, Rule } from "../../policies/catalog.ts";
import type { Decision, HeldRole } from "../decision.ts";
import {
  APP_NAMES,
  instantPhrase,
  sourcePhrase,
  WITHHELD_PHRASES,
} from "./phrases.ts";
import { organizationOf } from "../resource.ts";

/** A decision that is to be explained. */
type Unexplained = Omit<Decision, "reason">;

/** The most characters of a sentence. */
const LONGEST = 1_000;

/** One plain sentence that says why a decision came out as it did. */
export function reasonOf(decision: Unexplained, kind: Kind): string {
  const reason = decision.allowed
    ? reasonForAllow(decision, kind)
    : reasonForDeny(decision, kind);
  // An id in the request may be as long as it likes.
  return reason.length > LONGEST
    ? `${reason.slice(0, LONGEST).toWellFormed()}…`
    : reason;
}

function reasonForAllow(decision: Unexplained, kind: Kind): string {
  const { subject, action, resource, roles, rule } = decision;
  if (subject.type !== "user") {
    const what =
      rule?.endsWith("_any") === true
        ? `any ${noun(resource.kind)}`
        : noun(resource.kind, 2);
    return `${credentialName(subject.type)} of ${subject.organization} may ${action} ${what} of the organization.`;
  }
  if (isItem(resource) && rule?.endsWith("_any") === true) {
    return `An organization admin may ${action} a restricted ${noun(resource.kind)} without being one of its editors.`;
  }
  if (resource.kind === "user_profile") {
    return `It is ${subject.name}'s own profile.`;
  }
  const held = roles.filter(({ role }) => role !== "none").map(rolePhrase);
  if (held.length === 0) return `The rule ${rule ?? "(unnamed)"} allows it.`;
  return `${subject.name} is ${[...held, ...standing(decision, kind)].join(" and ")}.`;
}

/** What the subject is to the resource, where the rule asks for that. */
function standing(
  { subject, resource, rule }: Unexplained,
  kind: Kind,
): string[] {
  const isAsked = kind.rules.some(
    ({ name, isConditional }) => name === rule && isConditional,
  );
  if (!isAsked) return [];
  const the = `the ${noun(resource.kind)}`;
  if (isEditor(subject.id, resource)) return [`an editor of ${the}`];
  if (isIn(subject.id, resource, "owners")) return [`an owner of ${the}`];
  if (resource.attr["owner"] === subject.id) return [`the owner of ${the}`];
  if (resource.attr["discoverable"] === true) return [];
  return isIn(subject.id, resource, "sharedWith")
    ? [`one of those with whom ${the} is shared`]
    : [];
}

function isEditor(user: string, resource: Resource): boolean {
  return (
    resource.attr["access"] === "editors" && isIn(user, resource, "editors")
  );
}

function isIn(user: string, { attr }: Resource, list: string): boolean {
  const users = attr[list];
  return Array.isArray(users) && users.includes(user);
}

/** Whether it is a flag or an experiment. */
function isItem({ kind }: Resource): boolean {
  return kind === "flag" || kind === "experiment";
}

/** What each refusal code means. Source: the permission tables, which define the codes. */
const CODE_REASONS: ReadonlyMap<string, (decision: Unexplained) => string> =
  new Map(
    Object.entries<(decision: Unexplained) => string>({
      not_an_editor: ({ subject, resource }) =>
        `The ${noun(resource.kind)} is restricted to its editors, and ${subject.name} is not one of them.`,
      plan_without_flag_access: ({ resource }) =>
        `Restricting a ${noun(resource.kind)} to its editors takes the Enterprise plan, which ${organizationOf(resource)} is not on.`,
      own_role: () => "Nobody changes their own role or removes themselves.",
      above_own_role: ({ subject, roles }) =>
        `Nobody gives, changes or takes away a role above their own, and ${subject.name} is ${roles.map(rolePhrase).join(" and ")}.`,
      admin_only: ({ subject }) =>
        subject.type === "scim"
          ? "Only an organization admin makes somebody admin."
          : "Only an organization admin makes somebody admin, or changes a member who is.",
      last_admin: () =>
        "An organization always keeps an admin, and this is the only one.",
      undiscoverable: ({ subject, action }) =>
        action === "mark_official"
          ? "Only what is discoverable can be official."
          : `The content is not discoverable, and ${subject.name} is not an owner of it` +
            (action === "search"
              ? "."
              : ", nor one of those with whom it is shared."),
      viewer_content: () =>
        "An Analytics viewer makes dashboards, charts and cohorts, and makes and changes only what is not discoverable.",
      not_an_owner: ({ subject, resource }) =>
        resource.kind === "organization"
          ? `Only its owner gives an organization to somebody else, and ${subject.name} is not the owner.`
          : `This takes an owner of the ${noun(resource.kind)}, and ${subject.name} is not one.`,
      not_archived: () =>
        "Content is deleted for good only once it is archived.",
      not_self: ({ subject }) =>
        `People change their own profile only, and this is not that of ${subject.name}.`,
      published: ({ resource }) =>
        `The ${noun(resource.kind)} is published; editing it takes a manager.`,
    }),
  );

function reasonForDeny(decision: Unexplained, kind: Kind): string {
  const { subject, action, resource, roles, code } = decision;
  if (code !== undefined) {
    return (
      CODE_REASONS.get(code)?.(decision) ?? `The rule refuses it: ${code}.`
    );
  }
  if (subject.status === "unknown") {
    return (
      `There is no ${subject.sought ?? "user or credential"} ${subject.id} in ${subject.organization}.` +
      (subject.suggestion === undefined
        ? ""
        : ` Did you mean ${subject.suggestion}?`)
    );
  }
  if (!kind.rules.some(isAllowing(action))) {
    return `Nobody may ${action}, whatever their role.`;
  }
  const owner = organizationOf(resource);
  if (owner !== subject.organization) {
    return `The ${noun(resource.kind)} belongs to the organization ${owner}, and ${subject.name} to ${subject.organization}.`;
  }
  if (subject.type !== "user") {
    return `${credentialName(subject.type)} does not allow ${action} on ${noun(resource.kind, 2)}.`;
  }
  const held = roles.filter(({ role }) => role !== "none");
  if (held.length > 0) {
    return (
      `${subject.name} is ${held.map(rolePhrase).join(" and ")}, which does not allow ${action} on ${noun(resource.kind, 2)}` +
      (isEditor(subject.id, resource)
        ? "; an editor needs a role that does."
        : ".")
    );
  }
  return `${subject.name} has ${roles.map(noRolePhrase).join(" and ")}.`;
}

function isAllowing(action: string): (rule: Rule) => boolean {
  return ({ allows, actions }) => allows && actions.includes(action);
}

function rolePhrase(held: HeldRole): string {
  return held.scope === "organization"
    ? `${held.role} of the organization${held.isDefault ? " by default" : ""}`
    : `${APP_NAMES[held.app]} ${held.role} in ${held.project}`;
}

function noRolePhrase(held: HeldRole): string {
  return held.scope === "organization"
    ? "no role in the organization"
    : `no ${APP_NAMES[held.app]} role in ${held.project}${whyNone(held)}`;
}

/** What would have given a role, were it not expired, early or withheld. */
function whyNone({ withheld, expired, upcoming }: EffectiveRole): string {
  const [kept] = withheld;
  if (kept !== undefined) {
    return `: ${WITHHELD_PHRASES[kept.because]}, so that ${sourcePhrase(kept.source)} gives nothing`;
  }
  const [past] = expired;
  if (past !== undefined && "expires" in past) {
    return `: ${past.kind === "group" ? `what the group "${past.groupName}" gave` : "the individual grant"} expired ${instantPhrase(past.expires ?? 0)}`;
  }
  const [future] = upcoming;
  if (future !== undefined && "starts" in future) {
    return `: ${future.kind === "group" ? `what the group "${future.groupName}" gives` : "the individual grant"} starts ${instantPhrase(future.starts ?? 0)}`;
  }
  return ": neither a grant nor a group gives one";
}

function credentialName(type: "management_api" | "scim"): string {
  return type === "scim"
    ? "A provisioning (SCIM) credential"
    : "A Management API credential";
}

function noun(kind: string, count = 1): string {
  const words = kind.replaceAll("_", " ");
  const isPlural = words === "content" || words.endsWith("s");
  return count === 1 || isPlural ? words : `${words}s`;
}
