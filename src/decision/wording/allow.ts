import { allowanceSentence } from "../../kinds/allowances.ts";
import { areKnownSets } from "../../kinds/derived-role-sets.ts";
import { nounFor, nounsFor } from "../../kinds/nouns.ts";
import { standingOf } from "../../kinds/standings.ts";
import type { Kind } from "../../policies/catalog.ts";
import { mayPhrase, toPhrase } from "./actions.ts";
import { capitalized, CREDENTIAL_NAMES } from "./credentials.ts";
import { listPhrase, rolePhrase } from "./roles.ts";
import { filled, type Unexplained } from "./words.ts";

/** Why the subject may take the action. */
export function allowSentence(decision: Unexplained, kind: Kind): string {
  const { subject, action, resource, rule = "", derivedRoles } = decision;
  if (subject.type !== "user") {
    const who = capitalized(CREDENTIAL_NAMES[subject.type]);
    const what = rule.endsWith("_any")
      ? `any ${nounFor(kind.name)}`
      : nounsFor(kind.name);
    return `${who} of ${subject.organization} ${mayPhrase(action)} ${what} of the organization.`;
  }
  const user = subject.id;
  const known = allowanceSentence(kind, { user, resource, rule, derivedRoles });
  if (known !== undefined) return filled(known, decision);
  const held = decision.roles.filter(({ role }) => role !== "none");
  if (held.length === 0 || !areKnownSets(kind.derivedRoleSets)) {
    const by = rule === "" ? "policy" : `rule ${rule}`;
    return `The ${by} allows ${subject.name} ${toPhrase(action)} the ${nounFor(kind.name)}.`;
  }
  const standing = asksForMore(decision, kind)
    ? standingOf(user, resource, kind)
    : undefined;
  return `${subject.name} is ${listPhrase([
    ...held.map(rolePhrase),
    ...(standing === undefined ? [] : [filled(standing.phrase, decision)]),
  ])}.`;
}

/** Whether the rule has a condition besides the role. */
function asksForMore({ rule }: Unexplained, { rules }: Kind): boolean {
  return rules.some(
    ({ name, isConditional }) => name === rule && isConditional,
  );
}
