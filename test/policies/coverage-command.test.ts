import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dump, load } from "js-yaml";
import { describe, expect, it, onTestFinished } from "vitest";
import { UsageError } from "../../src/cli/errors.ts";
import { runCoverage } from "../../src/cli/commands/policies/coverage.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { policyFolder, TESTS } from "./coverage-folder.ts";

/** `rolebook policies coverage`, on small folders. */

describe("the command", () => {
  it("says that all is exercised, and ends with 0", async () => {
    const path = await policyFolder();
    const { exitCode, text, json } = await runCoverage(path);
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: "rules 2/2, actions 2/2, conditions 1/1, variables 2/2, derived roles 2/2 are exercised both ways. (6 of 6 decisions traced)",
    });
    expect(json).toMatchObject({ path, complete: true });
  });

  it("names file, rule and remedy of what is missing, and ends with 1", async () => {
    const tests = TESTS.filter(({ name }) => name !== "a reader reads");
    const path = await policyFolder({ tests });
    const { exitCode, text, json } = await runCoverage(path);
    expect(exitCode).toBe(1);
    expect(text.split("\n")).toEqual([
      `${join(path, "document.yaml")}  rule "read" never applies`,
      "  Add a test of read on document in which it applies: for somebody with one of its roles, who meets its condition.",
      "rules 1/2, actions 1/2, conditions 1/1, variables 2/2, derived roles 2/2 are exercised both ways. (5 of 5 decisions traced)",
    ]);
    const { complete, items } = json as {
      complete: boolean;
      items: { covered: boolean }[];
    };
    expect(complete).toBe(false);
    const read = {
      file: "document.yaml",
      kind: "document",
      name: "read",
      actions: ["read"],
      ...{ yes: 0, no: 1, covered: false },
    };
    expect(items.filter(({ covered }) => !covered)).toEqual([
      { part: "rule", ...read },
      { part: "action", ...read },
    ]);
  });

  it("is the same every time", async () => {
    const path = await policyFolder();
    const first = await runCoverage(path);
    expect(await runCoverage(path)).toEqual(first);
  });

  it("ends with 1 where there is no rule", async () => {
    const path = await mkdtemp(join(tmpdir(), "rb-"));
    onTestFinished(() => rm(path, { recursive: true }));
    await mkdir(join(path, "_schemas"));
    const { exitCode, text } = await runCoverage(path);
    expect(exitCode).toBe(1);
    expect(text).toContain("rules 0/0");
  });

  it("takes a folder that is not there for wrong use", async () => {
    await expect(runCoverage("/nowhere")).rejects.toThrow(UsageError);
  });
});

describe("Rolebook's own environments", () => {
  const SUITE = join("experiment", "environment_test.yaml");

  interface Suite {
    readonly resources: Readonly<Record<string, object>>;
    readonly tests: readonly { readonly name: string }[];
  }

  /** Their policy and suite with what these need, the suite changed. */
  async function missingIn(
    change: (suite: Suite) => Partial<Suite>,
  ): Promise<readonly string[]> {
    const folder = await mkdtemp(join(tmpdir(), "rb-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const policies = packagePath("policies");
    for (const path of [
      "_schemas",
      "derived_roles",
      "experiment/environment.yaml",
      "experiment/testdata",
    ]) {
      await cp(join(policies, path), join(folder, path), {
        recursive: true,
        dereference: true,
      });
    }
    const text = await readFile(join(policies, SUITE), "utf8");
    const suite = load(text, { maxAliases: 1_000 }) as Suite;
    await mkdir(dirname(join(folder, SUITE)), { recursive: true });
    await writeFile(join(folder, SUITE), dump({ ...suite, ...change(suite) }));
    const { json } = await runCoverage(folder);
    const { items } = json as {
      items: {
        part: string;
        file: string;
        name: string;
        yes: number;
        no: number;
      }[];
    };
    return items
      .filter(({ part }) => part === "rule")
      .filter(({ file }) => file.endsWith("environment.yaml"))
      .flatMap(({ name, yes, no }) => [
        ...(yes === 0 ? [`${name} applies`] : []),
        ...(no === 0 ? [`${name} does not apply`] : []),
      ]);
  }

  it("are exercised both ways by their suite", async () => {
    expect(await missingIn(() => ({}))).toEqual([]);
  });

  it("are exercised in no way by requests that a schema rejects", async () => {
    const withoutAttributes = ({ resources }: Suite): Partial<Suite> => ({
      resources: Object.fromEntries(
        Object.entries(resources).map(([name, resource]) => [
          name,
          { ...resource, attr: {} },
        ]),
      ),
    });
    expect(await missingIn(withoutAttributes)).toEqual([
      "read applies",
      "read does not apply",
      "change applies",
      "change does not apply",
    ]);
  });

  it("are never allowed by the tests of other organizations and apps", async () => {
    const ofOthers = ({ tests }: Suite): Partial<Suite> => ({
      tests: tests.filter(({ name }) =>
        /another app|principals of another/.test(name),
      ),
    });
    expect(await missingIn(ofOthers)).toEqual([
      "read applies",
      "change applies",
    ]);
  });
});
