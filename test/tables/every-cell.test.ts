import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PdpRequestError } from "../../src/pdp/errors.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { disagreements } from "./ask.ts";
import {
  type Case,
  casesOf,
  otherProjectCasesOf,
  strayActionCasesOf,
} from "./cases/case.ts";
import { SUBJECTS } from "./subjects/subjects.ts";
import { KINDS } from "./verdict.ts";

let pdp: Pdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

/** As long as it may take where everything else is busy. */
const TIMEOUT = 240_000;

async function expectAgreement(
  cases: readonly Case[],
  decisions: number,
): Promise<void> {
  expect(await disagreements(pdp, cases)).toEqual([]);
  expect(cases.length).toBe(decisions);
}

/** The kinds that have attributes of their own, and how many decisions those make. */
const FAMILIES = [
  {
    what: "flags and experiments",
    kinds: ["flag", "experiment"],
    decisions: 31_104,
  },
  { what: "content", kinds: ["content"], decisions: 80_640 },
  { what: "project members", kinds: ["project_member"], decisions: 27_216 },
  {
    what: "organization members",
    kinds: ["organization_member"],
    decisions: 43_200,
  },
  {
    what: "organizations and profiles",
    kinds: ["organization", "user_profile"],
    decisions: 2_304,
  },
  {
    what: "guides and data connections",
    kinds: ["guide", "data_connection"],
    decisions: 2_160,
  },
];

/** The kinds that have nothing but an organization, and perhaps a project. */
const PLAIN_KINDS = KINDS.filter((kind) =>
  FAMILIES.every(({ kinds }) => !kinds.includes(kind)),
);

describe("the PDP agrees with every cell of the tables", () => {
  it.each(FAMILIES)(
    "$what: $decisions decisions",
    ({ kinds, decisions }) => expectAgreement(casesOf(kinds), decisions),
    TIMEOUT,
  );

  it(
    "every other kind: 3600 decisions",
    () => expectAgreement(casesOf(PLAIN_KINDS), 3_600),
    TIMEOUT,
  );

  it(
    "what is allowed in one project, in another: 28751 decisions",
    () => expectAgreement(otherProjectCasesOf(KINDS), 28_751),
    TIMEOUT,
  );
});

it("an action that the tables do not have for a kind is refused to everyone", async () => {
  const cases = strayActionCasesOf(KINDS);
  await expectAgreement(cases, 8_892);
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
