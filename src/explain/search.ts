import pMap from "p-map";
import type { Subject } from "../decision/subject.ts";
import type { OrganizationContents } from "../model/organization.ts";
import { MAX_ACTIONS, type Resource } from "../pdp/pdp.ts";
import type { Step } from "./explanation.ts";
import { ask } from "../decision/ask.ts";
import { applied, appliedToAttributes } from "./apply.ts";
import type { Candidate } from "./candidate.ts";
import {
  type Combination,
  combinationsOf,
  compare,
  together,
} from "./combination.ts";
import { subjectIn } from "./part.ts";
import type { Refusal } from "./refusal.ts";

/** The most states of the directory that are looked at, and the most of these that the PDP is asked about: those that differ for it. */
const MOST_STATES = 2_000;
const MOST_PRINCIPALS = 100;

/** Requests to the PDP under way at once. */
const CONCURRENCY = 4;

/** The resource as it is after some steps. */
interface Variant {
  readonly combination: Combination;
  readonly resource: Resource;
}

/** The subject with the roles that they have after some steps. */
interface State {
  readonly combination: Combination;
  readonly subject: Subject;
}

/**
 * The smallest of all changes that the candidates make up which the PDP answers with an ALLOW.
 *
 * Each change is made on a copy, and the same question asked of it. What changes the resource alone is asked about in one
 * request for each state of the directory; and once the best that is known is smaller than all that is left, nothing more is asked.
 */
export async function smallestChange(
  refusal: Refusal,
  part: OrganizationContents,
  candidates: readonly Candidate[],
): Promise<readonly Step[] | undefined> {
  const variants = variantsOf(refusal, candidates);
  const asked = new Set<string>();
  let best: Combination | undefined;
  for (const combinations of byCost(candidates)) {
    const states: State[] = [];
    for (const combination of combinations) {
      if (best !== undefined && compare(combination, best) >= 0) continue;
      const state = stateAfter(refusal, part, combination);
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
      if (best === undefined || compare(each, best) < 0) best = each;
    }
  }
  return best?.steps;
}

/** Combinations of what changes the directory, those of the same cost together, the least first. */
function* byCost(
  candidates: readonly Candidate[],
): Generator<readonly Combination[], undefined> {
  const all = combinationsOf(
    candidates,
    (each) => !changesResource(each),
    MOST_STATES,
  );
  for (const cost of new Set(all.map((each) => each.cost))) {
    yield all.filter((each) => each.cost === cost);
  }
  return undefined;
}

/** The resource as it is, and in all ways that it can become. */
function variantsOf(
  { decision: { resource }, catalog }: Refusal,
  candidates: readonly Candidate[],
): readonly Variant[] {
  const kind = catalog.kind(resource.kind);
  return combinationsOf(candidates, changesResource, MAX_ACTIONS)
    .map((combination) => ({
      combination,
      resource: {
        ...resource,
        attr: combination.steps.reduce(appliedToAttributes, resource.attr),
      },
    }))
    .filter(({ resource: { attr } }) => kind.problems(attr).length === 0);
}

function changesResource({ step: { kind } }: Candidate): boolean {
  return kind === "listing" || kind === "attribute";
}

function stateAfter(
  { decision, at }: Refusal,
  part: OrganizationContents,
  combination: Combination,
): State {
  const after = combination.steps.reduce(
    (before, step) => applied(before, step, at),
    part,
  );
  return { combination, subject: subjectIn(after, decision.subject, at) };
}

/** This state with each of the variants that the PDP allows. */
async function allowedWith(
  { decision, catalog, pdp, timeLimit }: Refusal,
  { combination, subject }: State,
  variants: readonly Variant[],
): Promise<readonly Combination[]> {
  const { action } = decision;
  const kind = catalog.kind(decision.resource.kind);
  const possible = variants.flatMap((variant) => {
    const whole = together(combination, variant.combination);
    return whole === undefined ? [] : [{ ...variant, whole }];
  });
  const answers = await ask(
    pdp,
    subject,
    possible.map(({ resource }) => ({ subject, action, resource, kind })),
    timeLimit,
  );
  return possible.flatMap(({ whole }, index) =>
    answers[index]?.allowed === true && whole.steps.length > 0 ? whole : [],
  );
}
