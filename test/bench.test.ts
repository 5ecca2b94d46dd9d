import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agree, DisagreementError } from "../bench/agree.ts";
import { type Contenders, startContenders } from "../bench/contenders/all.ts";
import type { Contender } from "../bench/contenders/contender.ts";
import { buildDataSet } from "../bench/data-set/data-set.ts";
import { spreadOf } from "../bench/spread.ts";
import { createAuthorizer } from "../src/authorizer/create.ts";
import { type EmbeddedPdp, startPdp } from "../src/pdp/process/start.ts";

const dataSet = buildDataSet(200);
let pdp: EmbeddedPdp;
let entered: { readonly contenders: Contenders; close(): void };

beforeAll(async () => {
  pdp = await startPdp();
  const { directory } = dataSet;
  const authorizer = await createAuthorizer({ directory, pdp });
  entered = await startContenders(dataSet, authorizer);
});

afterAll(async () => {
  entered.close();
  await pdp.close();
});

describe("the contenders of the benchmark", () => {
  it("agree on every question, some with yes and some with no", async () => {
    const contenders = Object.values(entered.contenders);
    const { questions, allowed } = await agree(dataSet, contenders);
    expect(questions).toBe(dataSet.people.length * 200);
    expect(allowed).toBeGreaterThan(questions / 4);
    expect(allowed).toBeLessThan((questions * 3) / 4);
  });

  it("stop where one answers otherwise, with the question", async () => {
    const { caslCan } = entered.contenders;
    const mistaken: Contender = {
      name: "somebody mistaken",
      async prepare(person, flags) {
        const ask = await caslCan.prepare(person, flags);
        return async () =>
          (await ask()).map((answer, index) =>
            flags[index]?.attr.access === "editors" ? true : answer,
          );
      },
    };
    const agreement = agree(dataSet, [caslCan, mistaken]);
    await expect(agreement).rejects.toThrow(DisagreementError);
    await expect(agreement).rejects.toThrow(
      /^May viewer@acme\.example, a viewer who is listed, edit flag-\d+ \{.*"access":"editors".*\}\? CASL `can` says no, somebody mistaken says yes\.$/,
    );
  });

  it("are asked about people and flags of each kind that the rules tell apart", () => {
    const { flags, people } = dataSet;
    const restricted = flags.filter(({ attr }) => attr.access === "editors");
    expect(restricted.length / flags.length).toBeCloseTo(1 / 5, 1);
    const listed = new Set(restricted.flatMap(({ attr }) => attr.editors));
    expect(people.map(({ id }) => listed.has(id))).toEqual(
      people.map(({ listedOnOneIn }) => listedOnOneIn !== undefined),
    );
    const organizations = flags.map(({ attr }) => attr.organization);
    expect(new Set(organizations)).toEqual(new Set(["acme", "globex"]));
  });
});

it("the spread of samples is their quartiles", () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual({
    median: 3,
    p25: 2,
    p75: 4,
    samples: 5,
  });
});
