import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnsuitableAttributeError } from "../../src/filter/attribute-errors.ts";
import { compileCondition } from "../../src/filter/compile-condition.ts";
import type { EmbeddedPdp } from "../../src/pdp/process/start.ts";
import { compare } from "./compare.ts";
import { OF_ONE, OF_TWO, UNSUPPORTED } from "./expressions.ts";
import { effectsOf } from "./effects.ts";
import { textOf } from "./plans.ts";
import { condition, thing } from "./random-expressions.ts";
import { SEED } from "./seed.ts";
import {
  type Action,
  ANA,
  nameOf,
  planOf,
  startWith,
  type Thing,
} from "./things.ts";
import { VALUES } from "./values.ts";

/** Conditions of policies that are made for this, on resources of which no schema says anything: what the PDP says of them. */

const RANDOM: readonly Action[] = [
  ...new Set(fc.sample(condition(), { numRuns: 150, seed: SEED })),
];

/** What the PDP says of a thing for an expression, and for rules whose plan is the same. */
const ALIKE: readonly {
  readonly plan: string;
  readonly thing: Thing;
  readonly action: Action;
  readonly allowed: boolean;
}[] = [
  {
    plan: '(or (eq request.resource.attr.x "a") (gt request.resource.attr.y 1))',
    thing: { x: "a", y: "b" },
    action: 'R.attr.x == "a" || R.attr.y > 1',
    allowed: true,
  },
  {
    plan: '(or (eq request.resource.attr.x "a") (gt request.resource.attr.y 1))',
    thing: { x: "a", y: "b" },
    action: [{ expr: 'R.attr.x == "a"' }, { expr: "R.attr.y > 1" }],
    allowed: false,
  },
  {
    plan: "(not request.resource.attr.x)",
    thing: { x: 5 },
    action: "!R.attr.x",
    allowed: false,
  },
  {
    plan: "(not request.resource.attr.x)",
    thing: { x: 5 },
    action: [{ none: { of: [{ expr: "R.attr.x" }] } }],
    allowed: true,
  },
];

let pdp: EmbeddedPdp;
beforeAll(async () => {
  pdp = await startWith({
    one: OF_ONE,
    two: OF_TWO,
    random: RANDOM,
    unsupported: UNSUPPORTED.map(([action]) => action),
    alike: ALIKE.map(({ action }) => action),
  });
}, 60_000);
afterAll(() => pdp.close());

describe("a compiled condition says what the PDP says", () => {
  it("of one attribute, with every operator", async () => {
    const things = VALUES.map((x) => ({ x }));
    expect(await compare(pdp, "one", OF_ONE, things)).toEqual({
      same: 14_754,
      allowed: 3_184,
      withheld: 465,
      unsupported: [],
      different: [],
    });
  }, 60_000);

  it("of any two attributes", async () => {
    const things = VALUES.flatMap((x) => VALUES.map((y) => ({ x, y })));
    expect(await compare(pdp, "two", OF_TWO, things)).toEqual({
      same: 164_526,
      allowed: 14_319,
      withheld: 17_418,
      unsupported: [],
      different: [],
    });
  }, 60_000);

  it(`in whatever way it is put together (seed ${SEED})`, async () => {
    const things = fc.sample(thing, { numRuns: 200, seed: SEED });
    const { same, allowed, withheld, unsupported, different } = await compare(
      pdp,
      "random",
      RANDOM,
      things,
    );
    expect(different).toEqual([]);
    expect(same).toBeGreaterThan(20_000);
    expect(allowed).toBeGreaterThan(same / 40);
    expect(withheld).toBeLessThan(same / 4);
    // With ?: the planner leaves principals in it.
    expect(unsupported.length).toBeLessThan(RANDOM.length / 5);
    for (const each of unsupported) expect(each).toMatch(/\?.*\bP\./);
  }, 60_000);
});

it("where the PDP tells apart what looks alike in a plan, there is no answer", async () => {
  for (const [index, { plan, thing: attr, allowed }] of ALIKE.entries()) {
    const condition = await planOf(pdp, "alike", index);
    expect(textOf(condition)).toBe(plan);
    const [effects] = await effectsOf(pdp, {
      principal: ANA,
      kind: "alike",
      actions: [nameOf(index)],
      resources: [attr],
    });
    expect(effects).toEqual([allowed]);
    const matches = compileCondition(condition);
    expect(() => matches({ attr })).toThrow(UnsuitableAttributeError);
  }
});

describe("what a plan can have that is not evaluated is named", () => {
  it.each(
    UNSUPPORTED.map(([action, subject], index) => ({ action, subject, index })),
  )("$action: $subject", async ({ index, subject }) => {
    const plan = await planOf(pdp, "unsupported", index);
    expect(() => compileCondition(plan)).toThrow(
      expect.objectContaining({ name: "UnsupportedPlanError", subject }),
    );
  });
});
