import { readdirSync, readFileSync } from "node:fs";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { beforeAll, describe, expect, it } from "vitest";
import { packagePath } from "../src/util/package-root.ts";

/** The folders of `src/` from the top floor down, as `src/README.md` lists them. */
const FLOORS = [
  ...readFileSync(packagePath("src", "README.md"), "utf8").matchAll(
    /^\d+\. `([a-z-]+)`/gm,
  ),
].map(([, folder = ""]) => folder);

describe("the floors of src/", () => {
  let imports: readonly (readonly [from: string, to: string])[];
  let circles: readonly string[];

  beforeAll(async () => {
    const { output } = await cruise(
      [packagePath("src")],
      {
        baseDir: packagePath(),
        tsPreCompilationDeps: true,
        doNotFollow: { path: "node_modules" },
        ruleSet: {
          forbidden: [
            { name: "circle", from: {}, to: { circular: true } },
            {
              name: "unresolved",
              from: {},
              to: { couldNotResolve: true, path: "^\\." },
            },
          ],
        },
        validate: true,
      },
      { extensions: [".ts"] },
      { tsConfig: extractTSConfig(packagePath("tsconfig.json")) },
    );
    const { modules, summary } = output as ICruiseResult;
    imports = modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => [source, resolved] as const),
    );
    circles = summary.violations.map(
      ({ rule, from, to, cycle = [] }) =>
        `${rule.name}: ${from} -> ${to}${cycle.map(({ name }) => ` -> ${name}`).join("")}`,
    );
  }, 120_000);

  it("are all listed, each once", () => {
    const folders = readdirSync(packagePath("src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(FLOORS.toSorted()).toEqual(folders.toSorted());
  });

  it("import only from below", () => {
    const upward = imports.filter(([from, to]) => floorOf(to) < floorOf(from));
    expect(upward.map((each) => each.join(" -> "))).toEqual([]);
  });

  it("hold no files that import each other in a circle", () => {
    expect(circles).toEqual([]);
  });

  it("are looked at: the imports between folders are found", () => {
    const between = imports.filter(
      ([from, to]) => folderOf(from) !== folderOf(to),
    );
    expect(between.length).toBeGreaterThan(FLOORS.length);
    expect(imports).toContainEqual([
      "src/errors/unknown-name-error.ts",
      "src/util/quote.ts",
    ]);
  });
});

/** 0 for `src/index.ts`, which is above all; the lowest for what is not of this project. */
function floorOf(path: string): number {
  if (path === "src/index.ts") return 0;
  const floor = FLOORS.indexOf(folderOf(path));
  return floor < 0 ? Infinity : floor + 1;
}

function folderOf(path: string): string {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? path;
}
