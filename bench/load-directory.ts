import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DirectoryMeasured } from "./directory-process.ts";
import { type GeneratedSize, generateDirectory } from "./generate-directory.ts";
import { scriptBeside } from "./script.ts";

export type SizeMeasured = GeneratedSize & DirectoryMeasured;

const SIZES: readonly GeneratedSize[] = [
  { users: 1_000, groups: 50, projects: 20, seed: 1 },
  { users: 10_000, groups: 200, projects: 50, seed: 1 },
  { users: 100_000, groups: 1_000, projects: 200, seed: 1 },
];

/** Measures the time to load a directory and to resolve the access of a user, with a new process for each size. */
export async function measureDirectories(): Promise<readonly SizeMeasured[]> {
  const folder = await mkdtemp(join(tmpdir(), "rolebook-bench-"));
  try {
    const measured: SizeMeasured[] = [];
    for (const size of SIZES) {
      generateDirectory(folder, size);
      measured.push({ ...size, ...(await measureInFreshProcess(folder)) });
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureInFreshProcess(
  folder: string,
): Promise<DirectoryMeasured> {
  const { path, execArgv } = scriptBeside(import.meta.url, "directory-process");
  const args = [...execArgv, path, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as DirectoryMeasured;
}
