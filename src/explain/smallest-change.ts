import pMap from "p-map";
import type { Subject } from "../decision/subject.ts";
import type { OrganizationContents } from "../model/organization.ts";
import { MAX_ACTIONS, type Resource } from "../pdp/pdp.ts";
import type { Step } from "./explanation.ts";
import { ask } from "../decision/ask.ts";
import { contentsAfter, attributesAfter } from "./after-step.ts";
import type { PossibleStep } from "./possible-step.ts";
import { type StepSet, stepSetsOf, compareSets, union } from "./step-set.ts";
import { subjectIn } from "./excerpt.ts";
import type { Refusal } from "./refusal.ts";

/** The most states of the directory that are tried. */
const MOST_STATES = 2_000;

/** The most principals that the PDP is asked about. Many states give the same principal. */
const MOST_PRINCIPALS = 100;

/** The number of requests to the PDP at once. */
const CONCURRENCY = 4;

/** The resource after some steps. */
interface Variant {
  readonly made: StepSet;
  readonly resource: Resource;
}

/** The subject, with the roles that they have after some steps. */
interface State {
  readonly made: StepSet;
  readonly subject: Subject;
}

/**
 * The smallest set of possible steps after which the PDP answers with an ALLOW.
 *
 * Each set is made on a copy of the directory and of the resource, and the PDP is asked the same question. One request
 * asks about all variants of the resource in one state of the directory. The search ends when every set that is left is
 * larger than the best.
 */
export async function smallestChange(
  refusal: Refusal,
  excerpt: OrganizationContents,
  possible: readonly PossibleStep[],
): Promise<readonly Step[] | undefined> {
  const variants = variantsOf(refusal, possible);
  const asked = new Set<string>();
  let best: StepSet | undefined;
  for (const sets of byCost(possible)) {
    const states: State[] = [];
    for (const set of sets) {
      if (best !== undefined && compareSets(set, best) >= 0) continue;
      const state = stateAfter(refusal, excerpt, set);
      const key = JSON.stringify(state.subject.principal());
      if (asked.has(key) || asked.size === MOST_PRINCIPALS) continue;
      asked.add(key);
      states.push(state);
    }
    const allowed = await pMap(
      states,
      (state) => allowedWith(refusal, state, variants),
      { concurrency: CONCURRENCY },
    );
    for (const each of allowed.flat()) {
      if (best === undefined || compareSets(each, best) < 0) best = each;
    }
  }
  return best?.steps;
}

/** The sets of steps on the directory, grouped by their cost, the cheapest first. */
function* byCost(
  possible: readonly PossibleStep[],
): Generator<readonly StepSet[], undefined> {
  const all = stepSetsOf(
    possible,
    (each) => !changesResource(each),
    MOST_STATES,
  );
  for (const cost of new Set(all.map((each) => each.cost))) {
    yield all.filter((each) => each.cost === cost);
  }
  return undefined;
}

/** The resource as it is, and after each set of steps on it that its schema accepts. */
function variantsOf(
  { decision: { resource }, catalog }: Refusal,
  possible: readonly PossibleStep[],
): readonly Variant[] {
  const kind = catalog.kind(resource.kind);
  return stepSetsOf(possible, changesResource, MAX_ACTIONS)
    .map((made) => ({
      made,
      resource: {
        ...resource,
        attr: made.steps.reduce(attributesAfter, resource.attr),
      },
    }))
    .filter(({ resource: { attr } }) => kind.problems(attr).length === 0);
}

function changesResource({ step: { kind } }: PossibleStep): boolean {
  return kind === "listing" || kind === "attribute";
}

function stateAfter(
  { decision, at }: Refusal,
  excerpt: OrganizationContents,
  made: StepSet,
): State {
  const after = made.steps.reduce(
    (before, step) => contentsAfter(before, step, at),
    excerpt,
  );
  return { made, subject: subjectIn(after, decision.subject, at) };
}

/** The steps of this state together with those of each variant that the PDP allows. */
async function allowedWith(
  { decision, catalog, pdp, timeLimit }: Refusal,
  { made, subject }: State,
  variants: readonly Variant[],
): Promise<readonly StepSet[]> {
  const { action } = decision;
  const kind = catalog.kind(decision.resource.kind);
  const asked = variants.flatMap(({ resource, made: others }) => {
    const whole = union(made, others);
    return whole === undefined ? [] : [{ resource, whole }];
  });
  const answers = await ask(
    pdp,
    subject,
    asked.map(({ resource }) => ({ subject, action, resource, kind })),
    timeLimit,
  );
  return asked.flatMap(({ whole }, index) =>
    answers[index]?.allowed === true && whole.steps.length > 0 ? whole : [],
  );
}
