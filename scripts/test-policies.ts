/**
 * Compiles the policies and runs their suites, with strict evaluation, and leaves a JUnit report in `reports/policies.xml`. If a
 * suite fails, they run again, for Cerbos to show the failures.
 *
 * With arguments for `cerbos compile`, such as `--test-filter=suite=flag` or `--verbose`, they run once, without a report, and
 * Cerbos shows all that it finds.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { packagePath } from "../src/util/package-root.ts";
import { pdpBinary } from "../src/pdp/process/binary.ts";
import { environment } from "../src/pdp/process/environment.ts";
import { readCounts } from "./test-counts.ts";

function compile(options: readonly string[]): {
  readonly exitCode: number;
  readonly output: string;
} {
  const { status, stdout, error } = spawnSync(
    pdpBinary(),
    ["compile", "--strict-evaluation", ...options, packagePath("policies")],
    {
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
      maxBuffer: 1024 ** 3,
      env: environment(),
    },
  );
  if (error !== undefined) throw error;
  return { exitCode: status ?? 1, output: stdout };
}

function show(options: readonly string[]): number {
  const { exitCode, output } = compile(options);
  process.stdout.write(output);
  return exitCode === 0 && /^0 tests executed/m.test(output)
    ? nothingRan()
    : exitCode;
}

function report(): number {
  const { exitCode, output } = compile(["--test-output=junit"]);
  mkdirSync(packagePath("reports"), { recursive: true });
  writeFileSync(packagePath("reports", "policies.xml"), output);
  if (exitCode !== 0) {
    // A failure that does not come again is a failure all the same.
    return show([]) || exitCode;
  }
  const { passed } = readCounts("policies");
  if (passed === 0) return nothingRan();
  console.log(`${passed} policy tests passed.`);
  return 0;
}

function nothingRan(): number {
  console.error("No policy test ran.");
  return 1;
}

const options = process.argv.slice(2);
process.exitCode = options.length === 0 ? report() : show(options);
