import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll } from "vitest";
import { DirectoryError } from "../../src/directory/directory-error.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import type { Problem } from "../../src/directory/problem.ts";

const root = mkdtempSync(join(tmpdir(), "rolebook-"));
let count = 0;

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A new folder with these files; it is removed after the test file. */
export function folderWith(files: Files = {}): string {
  const folder = join(root, String(count++));
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The error that an action fails with. Fails if it does not, or with anything but a DirectoryError. */
export async function failureOf(
  action: () => unknown,
): Promise<DirectoryError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof DirectoryError) return error;
    throw error;
  }
  throw new Error("expected a DirectoryError, but there was no error");
}

/** The problems of a folder, with files named below it. */
export async function problemsIn(folder: string): Promise<Problem[]> {
  const { problems } = await failureOf(() => loadDirectory(folder));
  return problems.map((problem) =>
    problem.file === undefined
      ? problem
      : { ...problem, file: relative(folder, problem.file) },
  );
}

export async function problemsOf(files: Files): Promise<Problem[]> {
  return problemsIn(folderWith(files));
}

/** Documents as one file: each gets its apiVersion and a separator. */
export function yaml(...documents: readonly string[]): string {
  return documents
    .map((each) => `apiVersion: rolebook/v1\n${each.trim()}\n`)
    .join("---\n");
}

export const ACME = `
kind: Organization
id: acme
plan: enterprise
owner: root@acme.example
permissions: project
modules: [experiment, govern]
`;

export const ROOT = `
kind: User
id: root@acme.example
role: admin
`;

export const WEB = `
kind: Project
id: web
modules: [experiment]
`;

/** A valid organization with one admin and one project; tests add a file beside it. */
export const BASE = yaml(ACME, ROOT, WEB);

/** The same, where roles are per organization. */
export const FLAT = yaml(
  ACME.replace("permissions: project", "permissions: organization"),
  ROOT,
  WEB,
);

/** The same on a plan below Enterprise. */
export const GROWTH = FLAT.replace("plan: enterprise", "plan: growth");
