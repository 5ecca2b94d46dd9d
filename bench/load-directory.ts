/** Measures how long `loadDirectory` takes and how much memory it needs, in a fresh process for each size. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDirectory } from "../src/directory/load.ts";
import { generateDirectory } from "./generate-directory.ts";

interface Measurement {
  readonly milliseconds: number;
  readonly peakMebibytes: number;
}

const SIZES = [
  { users: 1_000, groups: 50, projects: 20, seed: 1 },
  { users: 10_000, groups: 200, projects: 50, seed: 1 },
  { users: 100_000, groups: 1_000, projects: 200, seed: 1 },
];

async function measure(folder: string): Promise<Measurement> {
  const start = performance.now();
  await loadDirectory(folder);
  return {
    milliseconds: performance.now() - start,
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
  };
}

function measureInFreshProcess(folder: string): Measurement {
  const script = fileURLToPath(import.meta.url);
  const output = execFileSync(
    process.execPath,
    [...process.execArgv, script, folder],
    { encoding: "utf8" },
  );
  return JSON.parse(output) as Measurement;
}

function report(): void {
  const [cpu] = cpus();
  console.log(
    `Node.js ${process.version}, ${process.platform} ${process.arch}, ${cpu?.model ?? "unknown processor"}\n`,
  );
  console.log("| users | groups | projects | time | peak memory |");
  console.log("| ---: | ---: | ---: | ---: | ---: |");
  const folder = mkdtempSync(join(tmpdir(), "rolebook-bench-"));
  try {
    for (const size of SIZES) {
      generateDirectory(folder, size);
      const { milliseconds, peakMebibytes } = measureInFreshProcess(folder);
      console.log(
        `| ${size.users} | ${size.groups} | ${size.projects} | ${(milliseconds / 1000).toFixed(2)} s | ${Math.round(peakMebibytes)} MiB |`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) report();
else console.log(JSON.stringify(await measure(folder)));
