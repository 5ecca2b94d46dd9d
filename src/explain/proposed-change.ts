import type { Change, ProposedStep, Step } from "./explanation.ts";
import { actionsFor } from "./step-actions.ts";
import { possibleSteps } from "./possible-steps.ts";
import { accessIn, excerptAbout } from "./excerpt.ts";
import { projectOf, type Refusal } from "./refusal.ts";
import { smallestChange } from "./smallest-change.ts";
import { changeSentence, stepSentence } from "./step-sentences.ts";
import { type WhoMay, whoMay } from "./who-may.ts";

/**
 * The smallest change that turns a refusal into an ALLOW, and the people who may make its steps. See
 * `Explanation.change`.
 *
 * @throws the errors of `Pdp.check`
 */
export async function proposeChange(
  refusal: Refusal,
): Promise<Change | undefined> {
  const { decision, contents, at, isWhole } = refusal;
  const { subject, resource } = decision;
  // An unknown subject may be a misspelt id, and the organization cannot open a resource of another one.
  if (
    subject.status === "unknown" ||
    resource.attr["organization"] !== subject.organization
  ) {
    return undefined;
  }
  const excerpt = excerptAbout(contents, subject.id, projectOf(refusal));
  const access = accessIn(excerpt, subject, at);
  const possible = possibleSteps(refusal, excerpt, access);
  const found = await smallestChange(refusal, excerpt, possible);
  if (found === undefined) return undefined;
  const steps = found.toSorted((a, b) => rankOf(a) - rankOf(b));
  const actions = steps.map((step) => actionsFor(refusal, step, access));
  const asked = isWhole
    ? await whoMay(
        refusal,
        actions.map((each) => each ?? []),
      )
    : [];
  return {
    steps: steps.map((step, index) =>
      proposed(refusal, step, actions[index], asked[index]),
    ),
    sentence: changeSentence(refusal, steps),
  };
}

function proposed(
  refusal: Refusal,
  step: Step,
  actions: ProposedStep["actions"],
  asked: WhoMay | undefined,
): ProposedStep {
  const sentence = stepSentence(refusal, step);
  if (actions === undefined) return { step, sentence };
  if (asked === undefined) return { step, sentence, actions };
  const { by, more } = asked;
  return { step, sentence, actions, by, ...(more ? { more } : {}) };
}

/** The order of steps in a change: first those that give a role, then those on the resource. */
const ORDER: readonly Step["kind"][] = [
  "plan",
  "module",
  "organization_role",
  "renewal",
  "grant",
  "listing",
  "attribute",
];

function rankOf({ kind }: Step): number {
  return ORDER.indexOf(kind);
}
