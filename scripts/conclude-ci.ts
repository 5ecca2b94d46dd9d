/**
 * The end of a CI run: adds the policy tests and the vitest tests up, and fails where one failed or fewer ran than
 * `.ci/expected-tests.json` says. The argument is the exit code of `npm test`.
 */
import { readFileSync } from "node:fs";
import { packagePath } from "../src/util/package-root.ts";
import { readCounts } from "./test-counts.ts";

const expected = JSON.parse(
  readFileSync(packagePath(".ci", "expected-tests.json"), "utf8"),
) as Readonly<Record<string, number>>;

let passed = 0;
let failed = 0;
for (const [name, least] of Object.entries(expected)) {
  const counts = readCounts(name);
  passed += counts.passed;
  failed += counts.failed;
  if (counts.passed + counts.failed < least) {
    console.log(
      `${name}: ${counts.passed + counts.failed} tests ran, ${least} are expected.`,
    );
    failed += 1;
  }
}
// Formatting, lint and types have no count of their own.
if (process.argv[2] !== "0" && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
