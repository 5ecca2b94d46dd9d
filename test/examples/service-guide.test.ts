import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import * as rolebook from "../../src/index.ts";
import { packagePath } from "../../src/util/package-root.ts";

const guide = readFileSync(packagePath("docs", "service-guide.md"), "utf8");

const blocks = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, code = ""]) => code,
);

/** The examples as a service would write them, which has the package instead of the source. */
const examples = readdirSync(packagePath("examples"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts"))
  .map((name) =>
    readFileSync(packagePath("examples", name), "utf8").replaceAll(
      /"(?:\.\.\/)+src\/index\.ts"; \/\/ in a service: "rolebook"/g,
      '"rolebook";',
    ),
  );

it("has the code of the service guide in the examples, word by word", () => {
  expect(blocks.length).toBe(18);
  const missing = blocks.filter((block) => {
    // What stands in a function is indented there.
    const inFunction = block.replaceAll(/^(?=.)/gm, "  ");
    return !examples.some((text) =>
      [block, inFunction].some((code) => `\n${text}`.includes(`\n${code}`)),
    );
  });
  expect(missing).toEqual([]);
});

it("says what the first check prints", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", packagePath("examples", "first-check.ts")],
    { cwd: packagePath() },
  );
  expect(guide).toContain(`It prints \`${stdout.trim()}\``);
});

it("lists the fields of a decision", async () => {
  const directory = await loadDirectory(packagePath("examples", "acme"));
  const authorizer = await createAuthorizer({ directory });
  try {
    const resource = { kind: "flag", id: "new-checkout" } as const;
    const [allow, deny] = await Promise.all(
      ["ana@acme.example", "pavel@acme.example"].map((user) =>
        authorizer.check({ user, action: "edit", resource }),
      ),
    );
    const section = guide.split("## What comes back")[1]?.split("\n## ")[0];
    const rows = section?.matchAll(/^\| (`[^|]+`) +\|/gm) ?? [];
    const listed = [...rows].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const fields = [allow, deny].flatMap((decision) =>
      Object.entries(decision ?? {})
        .filter(([, value]) => value !== undefined)
        .map(([name]) => name),
    );
    expect(listed.toSorted()).toEqual([...new Set(fields)].toSorted());
  } finally {
    await authorizer.close();
  }
});

it("names only errors that there are", () => {
  const named = new Set(guide.match(/\b[A-Z]\w+Error\b/g));
  named.delete("AbortError"); // Node's.
  const unknown = [...named].filter((name) => !(name in rolebook));
  expect(named.size).toBeGreaterThan(5);
  expect(unknown).toEqual([]);
});

it("leads to files that there are", () => {
  const links = [...guide.matchAll(/\]\((?!https:)([^)#]+)[^)]*\)/g)];
  const broken = links
    .map(([, target = ""]) => target)
    .filter((target) => !existsSync(join(packagePath("docs"), target)));
  expect(links.length).toBeGreaterThan(4);
  expect(broken).toEqual([]);
});
