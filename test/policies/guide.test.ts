import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { LINT_RULES } from "../../src/policies/lint/rules/all.ts";
import { packagePath } from "../../src/util/package-root.ts";

it("the policy guide says what every lint rule forbids, and why", () => {
  const guide = readFileSync(packagePath("docs", "policy-guide.md"), "utf8");
  const [, table = ""] = guide.split("## What the checks forbid, and why");
  const rows = table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "").trim()),
    );
  expect(rows).toEqual(
    LINT_RULES.map(({ meta: { name, forbids, why } }) => [
      `\`${name}\``,
      forbids,
      why,
    ]),
  );
});

it("a lint rule is called as its file", async () => {
  const files = await readdir(packagePath("src/policies/lint/rules"));
  const names = files.map((file) => basename(file, ".ts"));
  expect(LINT_RULES.map(({ meta }) => meta.name).sort()).toEqual(
    names.filter((name) => name !== "all").sort(),
  );
});
