import { execFile } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packagePath } from "../src/util/package-root.ts";

/** The parts of the package that are not code. */
const FILES = ["package.json", "cerbos.yaml", "policies", "schemas"];

/**
 * Compiles Rolebook as for publication, and the benchmarks with it. A runner of TypeScript would add code to each
 * function, and so change the times.
 *
 * @returns the folder, which has the layout of the package
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
