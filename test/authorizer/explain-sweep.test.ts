import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Step } from "../../src/explain/explanation.ts";
import { DirectoryError } from "../../src/directory/directory-error.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { toYaml } from "../directories/counterexample.ts";
import { AT, documentsIn } from "../directories/documents.ts";
import { type Asked, everyStep, isOrdinary, made } from "./explain-by-hand.ts";
import {
  type Asking,
  checksOf,
  type Explained,
  explainRefusals,
  PATIENT,
  requestOf,
} from "./explain-refusals.ts";

/**
 * What explanations say is tried out by hand: each step is made in the documents, which are read anew with all the checks of a
 * directory, and the question is asked again; and everybody is asked whether they may make it.
 */

// Each of these asks the PDP thousands of questions.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/** How many changes there must be of each number of steps, and how many steps of each sort. */
const AT_LEAST: Readonly<Record<string, number>> = {
  "1 steps": 300,
  "2 steps": 50,
  "3 steps": 5,
  "4 steps": 1,
  listing: 50,
  "renewal of grant": 30,
  "renewal of membership": 15,
  "renewal of group_grant": 15,
  attribute: 10,
  grant: 100,
  organization_role: 50,
  module: 30,
  plan: 5,
};

let asking: Asking;
let explained: readonly Explained[];
beforeAll(async () => {
  asking = { pdp: await startPdp(), catalog: await loadCatalog() };
  explained = await explainRefusals(asking);
});
afterAll(() => asking.pdp.close());

/** Those with a change, and its steps. */
function changes(): readonly (readonly [Explained, readonly Step[]])[] {
  return explained.flatMap((each) => {
    const { change } = each.explanation;
    return change === undefined
      ? []
      : [[each, change.steps.map(({ step }) => step)] as const];
  });
}

async function isEnough(
  asked: Asked,
  steps: readonly Step[],
): Promise<boolean> {
  const after = made(asked, steps);
  return checksOf(asking, after.documents).isAllowed(requestOf(after), PATIENT);
}

/** What is wrong, over all of these; a few at a time. */
async function wrong<T>(
  all: readonly T[],
  find: (each: T) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found = await Readable.from(all)
    .map(find, { concurrency: 4 })
    .toArray();
  return (found as (readonly string[])[]).flat();
}

function describeWrong(
  { documents, question }: Asked,
  what: string,
  steps: readonly Step[],
): string {
  return [what, ...steps, question]
    .map((each) => JSON.stringify(each))
    .concat(toYaml(documents))
    .join("\n");
}

describe("the refusals that are explained", () => {
  it("are those of every action of every kind", () => {
    const actions = new Set(
      explained.map(({ question: { kind, action } }) => `${kind} ${action}`),
    );
    const all = asking.catalog.kinds.flatMap(({ name, actions: own }) =>
      own.map((action) => `${name} ${action}`),
    );
    expect([...actions].sort()).toEqual(all.sort());
  });

  it("ask for every sort of step, and for changes of one to four", () => {
    const counts = new Map<string, number>();
    const count = (what: string): void => {
      counts.set(what, (counts.get(what) ?? 0) + 1);
    };
    for (const [, steps] of changes()) {
      count(`${steps.length} steps`);
      for (const step of steps) {
        count("of" in step ? `${step.kind} of ${step.of}` : step.kind);
      }
    }
    for (const [what, least] of Object.entries(AT_LEAST)) {
      expect(counts.get(what), what).toBeGreaterThanOrEqual(least);
    }
    expect([...counts.keys()].sort()).toEqual(Object.keys(AT_LEAST).sort());
    expect(explained.length).toBeGreaterThanOrEqual(500);
  });
});

describe("a change", () => {
  it("is enough, and leaves a directory that is valid", async () => {
    expect(
      await wrong(changes(), async ([each, steps]) =>
        (await isEnough(each, steps))
          ? []
          : [describeWrong(each, "not enough", steps)],
      ),
    ).toEqual([]);
  });

  it("has no step that it could do without", async () => {
    expect(
      await wrong(changes(), async ([each, steps]) => {
        const found: string[] = [];
        for (const subset of properSubsets(steps)) {
          if (await isEnough(each, subset)) {
            found.push(describeWrong(each, "less would do", subset));
          }
        }
        return found;
      }),
    ).toEqual([]);
  });

  it("has one step, and reaches no farther than the question, wherever there is one such step that does", async () => {
    const others = changes().filter(
      ([, steps]) => steps.length > 1 || !steps.every(isOrdinary),
    );
    expect(others.length).toBeGreaterThan(50);
    expect(
      await wrong(others, ([each]) => singleSteps(each, isOrdinary)),
    ).toEqual([]);
  });

  it("has two, wherever there are two such steps that do", async () => {
    const others = changes().filter(
      ([, steps]) => steps.length > 2 || !steps.every(isOrdinary),
    );
    // Of so many pairs, those for some.
    const some = others.filter((_, at) => at % 8 === 0);
    expect(some.length).toBeGreaterThan(10);
    expect(await wrong(some, ([each]) => pairsOfSteps(each))).toEqual([]);
  });

  it("is known wherever there is a single step that does", async () => {
    const final = explained.filter(
      ({ explanation: { change } }) => change === undefined,
    );
    expect(final.length).toBeGreaterThan(100);
    expect(await wrong(final, (each) => singleSteps(each))).toEqual([]);
  });
});

/** The single steps that are enough, of all that the documents allow. */
async function singleSteps(
  each: Explained,
  isMeant: (step: Step) => boolean = () => true,
): Promise<readonly string[]> {
  const steps = stepsFor(each).filter(isMeant);
  return enough(
    each,
    steps.map((step) => [step]),
  );
}

/** The pairs of ordinary steps that are enough. */
async function pairsOfSteps(each: Explained): Promise<readonly string[]> {
  const steps = stepsFor(each).filter(isOrdinary);
  return enough(
    each,
    steps.flatMap((one, at) =>
      steps.slice(at + 1).map((other) => [one, other]),
    ),
  );
}

function stepsFor(each: Explained): readonly Step[] {
  const { question, explanation } = each;
  const kind = asking.catalog.kind(question.kind);
  const { attr } = explanation.decision.resource;
  return everyStep(each, kind, attr).filter((step) => !isNothing(each, step));
}

async function enough(
  each: Explained,
  changed: readonly (readonly Step[])[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const steps of changed) {
    try {
      if (await isEnough(each, steps)) {
        found.push(describeWrong(each, "this does", steps));
      }
    } catch (error) {
      // There is no such directory.
      if (!(error instanceof DirectoryError)) throw error;
    }
  }
  return found;
}

/** Whether everything is as it was. */
function isNothing(asked: Asked, step: Step): boolean {
  const { documents, question } = asked;
  const before: Asked = { documents, question };
  return JSON.stringify(made(before, [step])) === JSON.stringify(before);
}

function properSubsets(steps: readonly Step[]): readonly (readonly Step[])[] {
  return Array.from({ length: 2 ** steps.length - 2 }, (_, at) =>
    steps.filter((_step, index) => ((at + 1) >> index) & 1),
  );
}

describe("those who may make a step", () => {
  it("are all whom plain checks allow what it takes, and nobody else", async () => {
    let people = 0;
    const found = await wrong(changes(), async ([each]) => {
      const { documents, question, explanation } = each;
      const { organization } = question;
      const checks = checksOf(asking, documents);
      const users = documentsIn(documents, "User", organization)
        .map(({ id }) => id.toLowerCase())
        .sort();
      const problems: string[] = [];
      for (const { step, actions, by, more } of explanation.change?.steps ??
        []) {
        const may: string[] = [];
        for (const user of users) {
          const decided = await checks.checkMany(
            {
              user,
              organization,
              at: AT,
              resources: (actions ?? []).map(({ action, resource }) => ({
                resource,
                actions: [action],
              })),
            },
            PATIENT,
          );
          if (decided.every(({ decisions: [only] }) => only?.allowed)) {
            may.push(user);
          }
        }
        people += may.length;
        const told = (by ?? []).map(({ id }) => id);
        if (actions === undefined || more || told.join() !== may.join()) {
          problems.push(describeWrong(each, `${may.join()} may`, [step]));
        }
      }
      return problems;
    });
    expect(found).toEqual([]);
    expect(people).toBeGreaterThan(500);
  });
});
