import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect, onTestFinished } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import type { Finding } from "../../src/policies/lint/finding.ts";
import { lintPolicies } from "../../src/policies/lint/lint.ts";

const POLICIES = packagePath("policies");

/** Whether a file or folder is part of the package. */
function isShipped(path: string): boolean {
  return !/_test\.yaml$|(?:^|\/)testdata$/.test(path);
}

/** A replacement in a file: what is there, and what is to be there. */
export type Edit = readonly [file: string, from: string, to: string];

/** A policy folder that a test may spoil; it goes when the test ends. */
export class PolicyFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async empty(): Promise<PolicyFolder> {
    const path = await mkdtemp(join(tmpdir(), "rolebook-lint-"));
    onTestFinished(() => rm(path, { recursive: true }));
    return new PolicyFolder(path);
  }

  /** Rolebook's own policies and schemas, changed. */
  static with(edits: readonly Edit[]): Promise<PolicyFolder> {
    return PolicyFolder.#copy(edits, isShipped);
  }

  /** The same with their suites and fixtures, which take longer to read. */
  static withSuites(edits: readonly Edit[]): Promise<PolicyFolder> {
    return PolicyFolder.#copy(edits, () => true);
  }

  /** Only these of Rolebook's files. */
  static few(files: readonly string[]): Promise<PolicyFolder> {
    const isOne = (path: string) =>
      files.some((file) => file === path || file.startsWith(`${path}/`));
    return PolicyFolder.#copy([], (path) => path === "" || isOne(path));
  }

  static async #copy(
    edits: readonly Edit[],
    filter: (path: string) => boolean,
  ): Promise<PolicyFolder> {
    const folder = await PolicyFolder.empty();
    await cp(POLICIES, folder.path, {
      recursive: true,
      // What is a link to a file becomes a file, which a test may spoil.
      dereference: true,
      filter: (path) => filter(relative(POLICIES, path)),
    });
    for (const edit of edits) await folder.edit(edit);
    return folder;
  }

  /** Changes the first place, which must be there: a test of nothing is none. */
  async edit([file, from, to]: Edit): Promise<void> {
    const text = await this.read(file);
    expect(text, `${file} has what is to be changed`).toContain(from);
    await this.write(
      file,
      text.replace(from, () => to),
    );
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.path, file)), { recursive: true });
    await writeFile(join(this.path, file), text);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.path, file), "utf8");
  }

  async remove(file: string): Promise<void> {
    await rm(join(this.path, file), { recursive: true });
  }

  lint(): Promise<readonly Finding[]> {
    return lintPolicies(this.path);
  }
}

/** A finding, by the text of its line and the beginning of its message. */
export interface Expected {
  readonly check: string;
  readonly file: string;
  /** The whole line but for what it is indented with. */
  readonly on: string;
  /** Which of the lines with that text; the first if it is left out. */
  readonly nth?: number;
  readonly says: string;
}

/** Rolebook's policies, changed, have this one finding and no other. */
export async function expectFinding(
  edits: readonly Edit[] | PolicyFolder,
  expected: Expected,
): Promise<void> {
  const folder =
    edits instanceof PolicyFolder ? edits : await PolicyFolder.with(edits);
  const { check, file, on, nth = 1, says } = expected;
  const findings = await folder.lint();
  const lines = (await folder.read(file)).split("\n");
  const numbers = lines.flatMap((line, index) =>
    line.trim() === on ? [index + 1] : [],
  );
  expect(findings).toEqual([
    {
      check,
      file,
      line: numbers[nth - 1] ?? `the line of ${on}`,
      message: expect.stringMatching(startOf(says)) as string,
    },
  ]);
}

/** Rolebook's policies, changed, have nothing to find fault with. */
export async function expectNothing(
  edits: readonly Edit[] | PolicyFolder,
): Promise<void> {
  const folder =
    edits instanceof PolicyFolder ? edits : await PolicyFolder.with(edits);
  expect(await folder.lint()).toEqual([]);
}

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")}`);
}
