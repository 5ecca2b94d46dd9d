/**
 * Compiles the policies and runs their suites, with strict evaluation: a summary or the failures to the terminal, and a JUnit
 * report to `reports/policies.xml`. Arguments go to `cerbos compile`, such as `--test-filter=suite=flag` or `--verbose`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { packagePath } from "../src/util/package-root.ts";
import { pdpBinary } from "../src/pdp/process/binary.ts";
import { environment } from "../src/pdp/process/environment.ts";
import { readCounts } from "./test-counts.ts";

const args = ["compile", "--strict-evaluation", ...process.argv.slice(2)];
const policies = packagePath("policies");

const shown = spawnSync(pdpBinary(), [...args, policies], { stdio: "inherit" });
const report = spawnSync(
  pdpBinary(),
  [...args, "--test-output=junit", policies],
  { encoding: "utf8", maxBuffer: 1024 ** 3, env: environment() },
);
mkdirSync(packagePath("reports"), { recursive: true });
writeFileSync(packagePath("reports", "policies.xml"), report.stdout);

process.exitCode = shown.status ?? 1;
if (process.exitCode === 0 && readCounts("policies").passed === 0) {
  console.error("No policy test ran.");
  process.exitCode = 1;
}
