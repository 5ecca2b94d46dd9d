/**
 * `tsx bench/main.ts [file]` measures everything, and writes the page to the file; by default to `docs/performance.md`.
 */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packagePath } from "../src/util/package-root.ts";
import { build } from "./build.ts";
import { thisMachine } from "./machine.ts";
import type { Measurements } from "./measurements.ts";
import { report } from "./report.ts";
import { targetsOf } from "./targets.ts";

const [file = packagePath("docs", "performance.md")] = process.argv.slice(2);
const script = join(await build(), "bench", "measuring-process.js");
const machine = thisMachine();
const { stdout } = await promisify(execFile)(process.execPath, [script]);
const measurements = JSON.parse(stdout) as Measurements;
const targets = targetsOf(measurements);
await writeFile(file, await report({ machine, measurements, targets }));
for (const { what, limit, measured, isReached } of targets) {
  const mark = isReached ? "reached" : "MISSED ";
  console.log(`${mark}  ${what}: ${measured} (${limit})`);
}
console.log(`Written to ${file}.`);
