import { APP_NAMES, instantPhrase } from "../decision/wording/phrases.ts";
import { attributeChange } from "../kinds/attribute-changes.ts";
import { nounFor } from "../kinds/nouns.ts";
import { fill } from "../kinds/template.ts";
import { hasExpired } from "../model/lifetime.ts";
import type { Grant } from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import type { Lifetime } from "../model/lifetime.ts";
import type { Renewal, Step } from "./explanation.ts";
import type { Refusal } from "./refusal.ts";

/** A step as a sentence, such as "Give Ana Silva the Experiment role member in web." */
export function stepSentence(refusal: Refusal, step: Step): string {
  return `${stepPhrase(refusal, step)}.`;
}

/** All steps of a change as one sentence. */
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
    case "attribute":
      return resourcePhrase(refusal, step);
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

function resourcePhrase(
  { decision, catalog }: Refusal,
  step: Extract<Step, { kind: "listing" | "attribute" }>,
): string {
  const { action, subject, resource } = decision;
  const { attribute } = step;
  const value = step.kind === "listing" ? undefined : step.value;
  const noun = nounFor(resource.kind);
  if (action === "create" && value !== undefined) {
    return `Create the ${noun} ${value ? "" : "not "}${attribute}`;
  }
  const kind = catalog.kind(resource.kind);
  const { phrase } = attributeChange(kind, attribute, value);
  if (phrase !== undefined) return fill(phrase, { name: subject.name, noun });
  return value === undefined
    ? `Add ${subject.name} to ${attribute} of the ${noun}`
    : `Set ${attribute} of the ${noun} to ${String(value)}`;
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

/** Until when the last expired one lasted. */
function untilPhrase(all: readonly Lifetime[], at: Instant): string {
  const ends = all
    .filter((each) => hasExpired(each, at))
    .map(({ expires = 0 }) => expires);
  return ends.length === 0 ? "" : ` until ${instantPhrase(Math.max(...ends))}`;
}
