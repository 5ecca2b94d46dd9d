import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { CHECKS } from "../../src/policies/lint/rules/all.ts";

it("the policy guide says of every check what it forbids", () => {
  const guide = readFileSync(packagePath("docs", "policy-guide.md"), "utf8");
  const [, table = ""] = guide.split("## What the checks forbid, and why");
  const named = [...table.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(
    ([, cell = ""]) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id),
  );
  expect(named.toSorted()).toEqual(CHECKS.map(({ name }) => name).toSorted());
});
