/**
 * The end of a CI run: adds the policy tests and the vitest tests up, and fails if one failed, was skipped or did not run. The
 * argument is the exit code of `npm test`.
 *
 * What must have run is found out, not written down: the policy tests by counting what the suites hold, the vitest tests by their
 * files. `.ci/expected-tests.json` says only when so few are left that something is wrong with the finding.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { packagePath } from "../src/util/package-root.ts";
import { countPolicyTests } from "./policy-test-count.ts";
import { readCounts, readSuites } from "./test-counts.ts";

const problems: string[] = [];
let passed = 0;
let failed = 0;

const atLeast = JSON.parse(
  readFileSync(packagePath(".ci", "expected-tests.json"), "utf8"),
) as Readonly<Record<"policies" | "vitest", number>>;

for (const name of ["policies", "vitest"] as const) {
  const counts = readCounts(name);
  passed += counts.passed;
  failed += counts.failed;
  if (counts.skipped > 0) {
    problems.push(`${name}: ${counts.skipped} tests were skipped.`);
  }
  const ran = counts.passed + counts.failed;
  if (ran < atLeast[name]) {
    problems.push(`${name}: ${ran} tests ran, at least ${atLeast[name]} must.`);
  }
  if (name === "policies") {
    const held = await countPolicyTests();
    if (ran !== held) {
      problems.push(`policies: ${ran} tests ran, the suites hold ${held}.`);
    }
  }
}

const ran = readSuites("vitest");
for (const file of vitestFiles()) {
  if (!ran.has(file)) problems.push(`vitest: ${file} did not run.`);
}

/** The files that hold tests, relative to the package. */
function vitestFiles(): readonly string[] {
  const vitest = packagePath("node_modules", "vitest", "vitest.mjs");
  const { stdout } = spawnSync(
    process.execPath,
    [vitest, "list", "--filesOnly", "--json"],
    { cwd: packagePath(), encoding: "utf8" },
  );
  const files = JSON.parse(stdout) as readonly { readonly file: string }[];
  return files.map(({ file }) => relative(packagePath(), file));
}

for (const problem of problems) console.log(problem);
failed += problems.length;
// Formatting, lint and types have no count of their own.
if (process.argv[2] !== "0" && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
