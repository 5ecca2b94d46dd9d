import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/model/principal.ts";
import { compileCondition } from "../../src/filter/compile-condition.ts";
import type { Pdp, QueryPlan } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import {
  type Catalog,
  type Kind,
  loadCatalog,
} from "../../src/policies/catalog.ts";
import { actionsOf, KINDS } from "../tables/verdict.ts";
import { effectsOf } from "./effects.ts";
import { textOf } from "./plans.ts";
import { principal } from "./random-principals.ts";
import { type Attributes, resource } from "./random-resources.ts";
import { reported } from "./reported.ts";
import { numberFrom, SEED } from "./seed.ts";

/**
 * Rolebook's own policies: what a query plan says of a resource is what the PDP says, for anybody, any action and any resource.
 *
 * There are ROLEBOOK_DECISIONS comparisons, 60,000 if that is not set; the seed is ROLEBOOK_SEED. To look further:
 * `ROLEBOOK_SEED=random ROLEBOOK_DECISIONS=500000 npx vitest run test/filter/differential.test.ts`.
 */
const DECISIONS = numberFrom(process.env["ROLEBOOK_DECISIONS"] ?? "60000");

/** Principals for each kind. A plan takes as long as many answers, so that each is asked about many resources. */
const PRINCIPALS = 12;

interface Compared {
  readonly kind: string;
  readonly action: string;
  readonly plan: QueryPlan["kind"];
  readonly resources: number;
  readonly allowed: number;
}

let pdp: Pdp;
let catalog: Catalog;
const compared: Compared[] = [];
const differences: string[] = [];

beforeAll(
  async () => {
    pdp = await startPdp();
    catalog = await loadCatalog();
    const questions = catalog.kinds.flatMap(({ actions }) => actions).length;
    const resources = Math.ceil(DECISIONS / questions / PRINCIPALS);
    for (const [index, kind] of catalog.kinds.entries()) {
      const seed = SEED + index;
      const somebody = fc.sample(fc.noBias(principal), {
        numRuns: PRINCIPALS,
        seed,
      });
      const anything = fc.sample(fc.noBias(resource(kind)), {
        numRuns: resources * PRINCIPALS,
        seed,
      });
      for (const [nth, who] of somebody.entries()) {
        const some = anything.slice(nth * resources, (nth + 1) * resources);
        await compare(kind, who, some);
      }
    }
  },
  60_000 + 5 * DECISIONS,
);
afterAll(() => pdp.close());

async function compare(
  { name: kind, actions }: Kind,
  who: Principal,
  resources: readonly Attributes[],
): Promise<void> {
  const [effects, ...plans] = await Promise.all([
    effectsOf(pdp, { principal: who, kind, actions, resources }),
    ...actions.map((action) =>
      pdp.plan(
        { principal: who, action, kind, attr: {} },
        { deadline: 30_000 },
      ),
    ),
  ]);
  for (const [at, action] of actions.entries()) {
    const plan = plans[at];
    if (plan === undefined) continue;
    const matches = matchesOf(plan);
    let allowed = 0;
    for (const [index, attr] of resources.entries()) {
      const expected = effects[at]?.[index];
      if (expected) allowed++;
      const actual = matches(attr);
      if (actual === expected) continue;
      differences.push(
        `seed ${SEED}: ${JSON.stringify(who)} ${action} ${kind} ${JSON.stringify(attr)}: the PDP says ${String(expected)}, the plan ${String(actual)}: ${planText(plan)}`,
      );
    }
    compared.push({
      kind,
      action,
      plan: plan.kind,
      resources: resources.length,
      allowed,
    });
  }
}

function matchesOf(plan: QueryPlan): (attr: Attributes) => boolean {
  switch (plan.kind) {
    case "always_allowed":
      return () => true;
    case "always_denied":
      return () => false;
    case "conditional": {
      const matches = compileCondition(plan.condition);
      return (attr) => matches({ attr });
    }
  }
}

function planText(plan: QueryPlan): string {
  return plan.kind === "conditional" ? textOf(plan.condition) : plan.kind;
}

function sum(
  of: "resources" | "allowed",
  about: (each: Compared) => boolean = () => true,
): number {
  return compared.filter(about).reduce((total, each) => total + each[of], 0);
}

describe("for anybody and anything", () => {
  it("a plan says what the PDP says", () => {
    expect(reported(differences)).toEqual([]);
    expect(sum("resources")).toBeGreaterThanOrEqual(DECISIONS);
  });

  it("every action of every kind is compared, and allowed to somebody if it is to anybody", () => {
    const actions = KINDS.flatMap((kind) =>
      actionsOf(kind).map((action) => ({ kind, action })),
    );
    expect(compared.length).toBe(actions.length * PRINCIPALS);
    const never = actions.filter(({ kind, action }) => {
      const isIt = (each: Compared): boolean =>
        each.kind === kind && each.action === action;
      expect(compared.filter(isIt).length).toBe(PRINCIPALS);
      return sum("allowed", isIt) === 0;
    });
    expect(never).toEqual([{ kind: "user_profile", action: "change_email" }]);
  });

  it("plans are of every sort that there can be, and conditions decide either way", () => {
    // Everything depends on the resource's organization, which is not given.
    const count = (kind: QueryPlan["kind"]): number =>
      compared.filter(({ plan }) => plan === kind).length;
    expect(count("always_allowed")).toBe(0);
    expect(count("always_denied")).toBeGreaterThan(compared.length / 5);
    expect(count("conditional")).toBeGreaterThan(compared.length / 2);
    const isConditional = ({ plan }: Compared): boolean =>
      plan === "conditional";
    const share =
      sum("allowed", isConditional) / sum("resources", isConditional);
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.75);
    expect(sum("allowed")).toBe(sum("allowed", isConditional));
  });
});
