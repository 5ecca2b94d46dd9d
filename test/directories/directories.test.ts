import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/program.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { folderWith } from "../directory/support.ts";
import { TABLES } from "../tables/verdict.ts";
import type { Asking } from "./ask.ts";
import { describeCounterexample } from "./counterexample.ts";
import {
  type Forgetful,
  FORGETFUL,
  FORGETS_EXPERIMENT_GRANTS,
} from "./forgetful.ts";
import { modelVerdict } from "./model.ts";
import {
  type Counterexample,
  type Found,
  type Model,
  search,
} from "./search.ts";

/**
 * Whole directories at random: what the PDP answers about them is what a naive model answers, which reads the documents and the
 * permission tables.
 *
 * There are ROLEBOOK_DECISIONS decisions, 20,000 if that is not set. The seed is ROLEBOOK_SEED, a number or `random`. It is fixed if
 * that is not set, so that a red run was made red by a change and can be run again. To look further:
 * `ROLEBOOK_SEED=random ROLEBOOK_DECISIONS=200000 npx vitest run test/directories`.
 */

const DECISIONS = numberFrom(process.env["ROLEBOOK_DECISIONS"] ?? "20000");
const SEED =
  process.env["ROLEBOOK_SEED"] === "random"
    ? Math.floor(Math.random() * 2 ** 31)
    : numberFrom(process.env["ROLEBOOK_SEED"] ?? "1");

function numberFrom(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`"${text}" is not a number of decisions or a seed`);
}

let asking: Asking;
beforeAll(async () => {
  asking = { pdp: await startPdp(), catalog: await loadCatalog() };
});
afterAll(() => asking.pdp.close());

describe("in any directory", () => {
  let found: Found;
  beforeAll(
    async () => {
      found = await search(asking, {
        model: modelVerdict,
        decisions: DECISIONS,
        seed: SEED,
      });
    },
    60_000 + 5 * DECISIONS,
  );

  it("everybody may do what the model says, and is refused for the same reason", () => {
    const { counterexample, agreed } = found;
    if (counterexample !== undefined) {
      expect.fail(describeCounterexample(counterexample, SEED));
    }
    expect(agreed.length).toBeGreaterThanOrEqual(DECISIONS);
  });

  it("everything is asked about, and every answer that the tables know is given", () => {
    const { agreed } = found;
    const asked = new Set(
      agreed.map(({ question: { kind, action } }) => `${kind} ${action}`),
    );
    for (const { name, actions } of asking.catalog.kinds) {
      for (const action of actions)
        expect(asked).toContain(`${name} ${action}`);
    }
    const given = new Set(agreed.map(({ verdict }) => verdict));
    const codes = Object.values(TABLES)
      .flat()
      .flatMap(({ allowed }) => [...allowed.values()].flat())
      .map(({ code }) => code);
    for (const code of codes) expect(given).toContain(`deny ${code}`);
    const allowed = agreed.filter(({ verdict }) => verdict === "allow");
    expect(allowed.length).toBeGreaterThan(agreed.length / 4);
  });
});

/** The model, of a directory as somebody reads it who forgets something. */
function modelThatForgets({ reads }: Forgetful): Model {
  return (documents, question, at) =>
    modelVerdict(documents.flatMap(reads), question, at);
}

describe("a model is found out that forgets", () => {
  it.each(FORGETFUL)("$what", async (forgetful) => {
    const { counterexample } = await search(asking, {
      model: modelThatForgets(forgetful),
      decisions: 20_000,
      seed: 1,
    });
    expect(counterexample).toBeDefined();
  });
});

describe("a counterexample", () => {
  let counterexample: Counterexample;
  beforeAll(async () => {
    const found = await search(asking, {
      model: modelThatForgets(FORGETS_EXPERIMENT_GRANTS),
      decisions: 20_000,
      seed: 1,
    });
    if (found.counterexample === undefined) expect.fail("there is none");
    counterexample = found.counterexample;
  }, 60_000);

  it("is in the smallest directory: the organization, a project, an admin, the subject, and a group or a flag", () => {
    expect(counterexample.documents.length).toBeLessThanOrEqual(5);
  });

  it("is printed as a directory that can be loaded, and a command that shows the PDP's answer", async () => {
    const { expected, actual } = counterexample;
    const [head, yaml = "", command = ""] = describeCounterexample(
      counterexample,
      1,
    ).split("\n\n");
    expect(head).toBe(
      `The model says "${expected}", the PDP says "${actual}" (seed 1). As directory.yaml in a folder of its own:`,
    );
    const folder = folderWith({ "directory.yaml": yaml });
    await expect(loadDirectory(folder)).resolves.toBeDefined();

    expect(command).toMatch(/^rolebook check .* --directory <folder>$/);
    const args = command.replace("<folder>", folder).split(" ").slice(1);
    let out = "";
    const write = (text: string): void => void (out += text);
    const exitCode = await run([...args, "--pdp", asking.pdp.address], {
      out: write,
      err: write,
    });
    expect(out).toContain(actual === "allow" ? "ALLOW" : "DENY");
    expect(exitCode).toBe(actual === "allow" ? 0 : 1);
  });
});
