import { execFile } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packagePath } from "../src/util/package-root.ts";

/** What the package has beside its code. */
const FILES = ["package.json", "cerbos.yaml", "policies", "schemas"];

/**
 * Compiles Rolebook as it is published, and the benchmarks with it: what runs TypeScript as it is adds to each function, and to
 * what is measured.
 *
 * @returns the folder, which is laid out as the package is
 */
export async function build(): Promise<string> {
  const folder = packagePath("reports", "bench");
  await rm(folder, { recursive: true, force: true });
  const compiler = packagePath("node_modules", "typescript", "bin", "tsc");
  const project = packagePath("bench", "tsconfig.build.json");
  await promisify(execFile)(process.execPath, [compiler, "--project", project]);
  for (const file of FILES) {
    await cp(packagePath(file), join(folder, file), { recursive: true });
  }
  return folder;
}
