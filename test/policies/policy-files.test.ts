import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readPolicyFiles } from "../../src/policies/policy-files.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("takes files for what Cerbos takes them for", async () => {
  for (const path of [
    "_schemas/flag.json",
    "_schemas/deep/flag.json",
    "_schemas/notes.yaml",
    "a/flag.yaml",
    "a/flag_test.yaml",
    "a/b/JSON.json",
    "a/b/json_test.JSON",
    "a/loud.YAML",
    "a/testdata/principals.yml",
    "a/.hidden.yaml",
    ".hidden/flag.yaml",
    "README.md",
  ]) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), "{}");
  }
  const found = await readPolicyFiles(folder);
  expect(found.map(({ path, role }) => `${path}: ${role}`)).toEqual([
    "_schemas/flag.json: schema",
    "a/b/JSON.json: policy",
    "a/b/json_test.JSON: suite",
    "a/flag.yaml: policy",
    "a/flag_test.yaml: suite",
    "a/loud.YAML: policy",
    "a/testdata/principals.yml: fixtures",
  ]);
});

it("says which folder cannot be read", async () => {
  await expect(readPolicyFiles(folder)).rejects.toThrow(
    new PolicyError(join(folder, "_schemas"), "The folder cannot be read."),
  );
});
