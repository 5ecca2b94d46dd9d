import { areKnownSets } from "../../kinds/derived-role-sets.ts";
import { nounFor, nounsFor } from "../../kinds/nouns.ts";
import { refusalSentence as sentenceForCode } from "../../kinds/refusals.ts";
import { standingOf } from "../../kinds/standings.ts";
import type { Kind } from "../../policies/catalog.ts";
import { organizationOf } from "../resource.ts";
import { mayNotPhrase, toPhrase } from "./actions.ts";
import { capitalized, CREDENTIAL_NAMES } from "./credentials.ts";
import { holdersPhrase, noRolesPhrase, rolesPhrase } from "./roles.ts";
import { filled, type Unexplained } from "./words.ts";

/** Why the subject may not take the action, if the rule itself does not say it. */
export function refusalSentence(decision: Unexplained, kind: Kind): string {
  const { subject, action, resource, code } = decision;
  if (code !== undefined) return codeSentence(decision, kind, code);
  if (subject.status === "unknown") return unknownSentence(decision);
  if (allowing(kind, action).length === 0) {
    return `Nobody may ${action}, whatever their role.`;
  }
  const owner = organizationOf(resource);
  if (owner !== "" && owner !== subject.organization) {
    return `The ${nounFor(kind.name)} belongs to the organization ${owner}, and ${subject.name} to ${subject.organization}.`;
  }
  return roleSentence(decision, kind);
}

function codeSentence(decision: Unexplained, kind: Kind, code: string): string {
  const { subject, action } = decision;
  const known = sentenceForCode(code, kind, { action, subject: subject.type });
  return known === undefined
    ? `${subject.name} ${mayNotPhrase(action, "is")} the ${nounFor(kind.name)}: a condition of the rule does not hold (${code}).`
    : filled(known, decision);
}

function unknownSentence({ subject }: Unexplained): string {
  const { sought = "user or credential", id, organization } = subject;
  const what = `There is no ${sought} ${id} in ${organization}.`;
  return subject.suggestion === undefined
    ? what
    : `${what} Did you mean ${subject.suggestion}?`;
}

function roleSentence(decision: Unexplained, kind: Kind): string {
  const { subject, action, resource, roles } = decision;
  const { type, id, name } = subject;
  const isForTheRole = allowing(kind, action).every(
    ({ isConditional, saysWhyNot }) => saysWhyNot || !isConditional,
  );
  const doIt = `${toPhrase(action)} the ${nounFor(kind.name)}`;
  if (type !== "user") {
    const who = CREDENTIAL_NAMES[type];
    return isForTheRole
      ? `${capitalized(who)} ${mayNotPhrase(action, "is")} ${nounsFor(kind.name)}.`
      : `No rule allows ${who} ${doIt}.`;
  }
  const held = roles.filter(({ role }) => role !== "none");
  if (!areKnownSets(kind.derivedRoleSets) || roles.length === 0) {
    return `No rule allows ${name} ${doIt}.`;
  }
  if (held.length === 0) return `${name} has ${noRolesPhrase(roles)}.`;
  const is = `${name} is ${rolesPhrase(held)}`;
  const holders = holdersPhrase(held, { isAmbiguous: roles.length > 1 });
  if (!isForTheRole) return `${is}; no rule allows ${holders} ${doIt}.`;
  const evenAs = standingOf(id, resource, kind)?.evenAs;
  return `${is}; ${holders} ${mayNotPhrase(action, "are")} ${nounsFor(kind.name)}${evenAs === undefined ? "" : `, ${evenAs}`}.`;
}

function allowing({ rules }: Kind, action: string): Kind["rules"] {
  return rules.filter(
    ({ allows, actions }) => allows && actions.includes(action),
  );
}
