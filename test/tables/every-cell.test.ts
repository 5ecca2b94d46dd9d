import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PdpRequestError } from "../../src/pdp/errors.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { PLANS } from "../../src/model/organization.ts";
import { disagreements } from "./ask.ts";
import { attributesOf } from "./cases/attributes.ts";
import {
  type Case,
  casesOf,
  otherProjectCasesOf,
  STRAY_ACTIONS,
  strayActionCasesOf,
} from "./cases/case.ts";
import { ORGANIZATIONS, SUBJECTS } from "./subjects/subjects.ts";
import { actionsOf, hasProject, KINDS } from "./verdict.ts";

let pdp: Pdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

/** As long as it may take where everything else is busy. */
const TIMEOUT = 240_000;

/** All of these cases, of which there must be so many, are answered as the tables say. */
async function expectAgreement(
  cases: readonly Case[],
  decisions: number,
): Promise<void> {
  expect(await disagreements(pdp, cases)).toEqual({
    answered: decisions,
    found: [],
  });
}

/** Every subject, on each plan where that matters, about everything in each organization. */
function decisionsOn(kind: string): number {
  const plans = kind === "flag" || kind === "experiment" ? PLANS.length : 1;
  const resources = attributesOf(kind, "anybody@acme.example").length;
  return (
    SUBJECTS.length *
    plans *
    ORGANIZATIONS.length *
    resources *
    actionsOf(kind).length
  );
}

describe("the PDP agrees with every cell of the tables", () => {
  it.each(KINDS)(
    "about %s",
    (kind) => expectAgreement(casesOf([kind]), decisionsOn(kind)),
    TIMEOUT,
  );

  it(
    "about what is allowed in one project, in another",
    async () => {
      const cases = otherProjectCasesOf(KINDS);
      const cells = KINDS.filter(hasProject).flatMap((kind) =>
        actionsOf(kind).map((action) => `${kind} ${action}`),
      );
      const asked = cases.map(({ resource, action }) => {
        return `${resource.kind} ${action}`;
      });
      expect([...new Set(asked)].sort()).toEqual(cells.sort());
      await expectAgreement(cases, cases.length);
    },
    TIMEOUT,
  );
});

it("an action that the tables do not have for a kind is refused to everyone", async () => {
  const strays = KINDS.flatMap((kind) => {
    const own = actionsOf(kind);
    return STRAY_ACTIONS.filter((action) => !own.includes(action));
  });
  await expectAgreement(
    strayActionCasesOf(KINDS),
    strays.length * SUBJECTS.length,
  );
});

it("a kind that no table has cannot be asked about", async () => {
  for (const { principal } of SUBJECTS) {
    const attr = { organization: "acme", project: "web" };
    const resource = { kind: "dashboard", id: "dashboard", attr };
    await expect(
      pdp.check({ principal, resources: [{ resource, actions: ["view"] }] }),
    ).rejects.toThrow(PdpRequestError);
  }
});
