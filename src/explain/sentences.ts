import { APP_NAMES, instantPhrase } from "../decision/wording/phrases.ts";
import { hasExpired } from "../model/lifetime.ts";
import type { Grant } from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import type { Lifetime } from "../model/lifetime.ts";
import type { Renewal, Step } from "./explanation.ts";
import type { Refusal } from "./refusal.ts";

/** A step as a request, such as "Give Ana Silva the Experiment role member in web." */
export function stepSentence(refusal: Refusal, step: Step): string {
  return `${stepPhrase(refusal, step)}.`;
}

/** All steps of a change, as one request. */
export function changeSentence(
  refusal: Refusal,
  steps: readonly Step[],
): string {
  const phrases = steps.map((step, index) => {
    const phrase = stepPhrase(refusal, step);
    return index === 0
      ? phrase
      : phrase.charAt(0).toLowerCase() + phrase.slice(1);
  });
  const last = phrases.pop() ?? "";
  return phrases.length === 0
    ? `${last}.`
    : `${phrases.join(", ")}, and ${last}.`;
}

function stepPhrase(refusal: Refusal, step: Step): string {
  const { decision, contents } = refusal;
  const { name } = decision.subject;
  const organization = contents.organization.id;
  switch (step.kind) {
    case "listing":
      return listingPhrase(refusal, step.attribute);
    case "attribute":
      return attributePhrase(refusal, step.attribute, step.value);
    case "renewal":
      return renewalPhrase(refusal, step);
    case "grant":
      return `Give ${name} ${rolePhrase(step)}`;
    case "organization_role":
      return `Give ${name} the organization role ${step.role}`;
    case "module": {
      const app = APP_NAMES[step.module];
      const enabled = contents.project(step.project)?.modules ?? [];
      const toPurchase = !contents.organization.modules.includes(step.module);
      return [
        ...(toPurchase ? [`Purchase ${app} for ${organization}`] : []),
        ...(enabled.includes(step.module)
          ? []
          : [
              `${toPurchase ? `enable it` : `Enable ${app}`} in ${step.project}`,
            ]),
      ].join(" and ");
    }
    case "plan":
      return `Move ${organization} to the plan ${step.plan}`;
  }
}

function listingPhrase({ decision }: Refusal, attribute: string): string {
  const { name } = decision.subject;
  const the = thePhrase(decision.resource.kind);
  switch (attribute) {
    case "editors":
    case "owners":
      return `Add ${name} to the ${attribute} of ${the}`;
    case "sharedWith":
      return `Share ${the} with ${name}`;
    default:
      return `Add ${name} to ${attribute} of ${the}`;
  }
}

function attributePhrase(
  { decision: { action, resource } }: Refusal,
  attribute: string,
  value: boolean,
): string {
  const the = thePhrase(resource.kind);
  const not = value ? "" : "not ";
  if (action === "create") return `Create ${the} ${not}${attribute}`;
  switch (`${attribute} ${String(value)}`) {
    case "archived true":
      return `Archive ${the}`;
    case "published true":
      return `Publish ${the}`;
    case "published false":
      return `Unpublish ${the}`;
    case "discoverable true":
    case "discoverable false":
      return `Make ${the} ${not}discoverable`;
    default:
      return `Set ${attribute} of ${the} to ${String(value)}`;
  }
}

function renewalPhrase(refusal: Refusal, step: Renewal): string {
  const { decision, contents, at } = refusal;
  const { id, name } = decision.subject;
  if (step.of === "grant") {
    const { grants = [] } = contents.user(id) ?? {};
    return `Renew ${rolePhrase(step)} that an individual grant gave ${name}${untilPhrase(grantsLike(grants, step), at)}`;
  }
  const group = contents.group(step.group);
  const groupName = `the group "${group?.name ?? step.group}"`;
  if (step.of === "membership") {
    const times = contents
      .memberships(id)
      .filter((each) => each.group.id === step.group);
    return `Renew ${name}'s membership in ${groupName}${untilPhrase(times, at)}`;
  }
  const times = grantsLike(group?.grants ?? [], step);
  return `Renew ${rolePhrase(step)} that a grant gave ${groupName}${untilPhrase(times, at)}`;
}

function rolePhrase({
  app,
  role,
  project,
}: Pick<Grant, "app" | "role" | "project">): string {
  return `the ${APP_NAMES[app]} role ${role} in ${project}`;
}

function grantsLike(
  grants: readonly Grant[],
  { app, role, project }: Pick<Grant, "app" | "role" | "project">,
): readonly Grant[] {
  return grants.filter(
    (each) =>
      each.app === app && each.role === role && each.project === project,
  );
}

/** Until when the last of those that are over lasted. */
function untilPhrase(all: readonly Lifetime[], at: Instant): string {
  const ends = all
    .filter((each) => hasExpired(each, at))
    .map(({ expires = 0 }) => expires);
  return ends.length === 0 ? "" : ` until ${instantPhrase(Math.max(...ends))}`;
}

function thePhrase(kind: string): string {
  return `the ${kind.replaceAll("_", " ")}`;
}
