import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pdp, PdpAnswer } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/start.ts";
import {
  type Case,
  itemCases,
  organizationMemberCases,
  plainCases,
  projectMemberCases,
} from "./cases.ts";
import { ANALYTICS_TABLE } from "./analytics.ts";
import { EXPERIMENT_TABLE } from "./experiment.ts";
import { ORGANIZATION_COLUMNS, ORGANIZATION_TABLE } from "./organization.ts";
import { APP_COLUMNS } from "./table.ts";

let pdp: Pdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

/** The most resources that a request may hold. */
const BATCH = 500;

/** Asks the PDP about every case, and lists the answers that are not what the tables say. */
async function disagreements(cases: readonly Case[]): Promise<string[]> {
  const byPrincipal = new Map<string, Case[]>();
  for (const each of cases) {
    const key = JSON.stringify(each.principal);
    const ofPrincipal = byPrincipal.get(key);
    if (ofPrincipal === undefined) byPrincipal.set(key, [each]);
    else ofPrincipal.push(each);
  }
  const found: string[] = [];
  for (const ofPrincipal of byPrincipal.values()) {
    for (let at = 0; at < ofPrincipal.length; at += BATCH) {
      const batch = ofPrincipal.slice(at, at + BATCH);
      const [first] = batch;
      if (first === undefined) continue;
      const answers = await pdp.check(
        {
          principal: first.principal,
          resources: batch.map(({ resource, action }) => ({
            resource,
            actions: [action],
          })),
        },
        { deadline: 10_000 },
      );
      found.push(
        ...batch.flatMap((each, index) => compare(each, answers[index])),
      );
    }
  }
  return found;
}

function compare(
  { principal, resource, action, expected }: Case,
  answer: PdpAnswer | undefined,
): string[] {
  const [ruling] = answer?.rulings ?? [];
  const actual = ruling?.allowed
    ? "allow"
    : ["deny", ...(ruling?.codes ?? [])].join(" ");
  if (actual === expected) return [];
  return [
    `${principal.id} ${action} ${resource.kind} ${JSON.stringify(resource.attr)}, plan ${principal.attr.organizationPlan}: expected ${expected}, the PDP says ${actual}`,
  ];
}

describe("the PDP agrees with every cell of the tables", () => {
  it.each([
    { what: "flags and experiments", cases: itemCases(), decisions: 38_016 },
    {
      what: "kinds without a restriction",
      cases: plainCases(),
      decisions: 968,
    },
    {
      what: "project members",
      cases: projectMemberCases(),
      decisions: 33_264,
    },
    {
      what: "organization members",
      cases: organizationMemberCases(),
      decisions: 52_800,
    },
  ])(
    "$what: $decisions decisions",
    async ({ cases, decisions }) => {
      expect(await disagreements(cases)).toEqual([]);
      expect(cases.length).toBe(decisions);
    },
    120_000,
  );
});

it("the tables have the cells that the documents have", () => {
  expect(EXPERIMENT_TABLE.length * APP_COLUMNS.length).toBe(288);
  expect(ANALYTICS_TABLE.length * APP_COLUMNS.length).toBe(18);
  expect(ORGANIZATION_TABLE.length * ORGANIZATION_COLUMNS.length).toBe(42);
});

it("an action or a kind that no table has is refused to everyone", async () => {
  const cases = itemCases().filter(
    ({ action, principal }) =>
      action === "edit" && principal.attr.organizationPlan === "enterprise",
  );
  expect(cases.length).toBe(528);
  expect(
    await disagreements(
      cases.map((each) => ({ ...each, action: "publish", expected: "deny" })),
    ),
  ).toEqual([]);
});
