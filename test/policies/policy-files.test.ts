import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
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

it("follows links as Cerbos does: to files and to the schemas, but to no other folder", async () => {
  const outside = await mkdtemp(join(tmpdir(), "rolebook-outside-"));
  onTestFinished(() => rm(outside, { recursive: true }));
  await writeFile(join(outside, "flag.json"), "{}");
  await mkdir(join(folder, "a", "b.yaml"), { recursive: true });
  await writeFile(join(folder, "a", "b.yaml", "c.yaml"), "{}");
  await symlink(outside, join(folder, "_schemas"));
  await symlink(outside, join(folder, "linked"));
  await symlink(outside, join(folder, "linked.yaml"));
  await symlink(folder, join(folder, "a", "around"));
  await symlink(join(outside, "flag.json"), join(folder, "a", "flag.yaml"));
  const found = await readPolicyFiles(folder);
  expect(found.map(({ path, role }) => `${path}: ${role}`)).toEqual([
    "_schemas/flag.json: schema",
    "a/b.yaml/c.yaml: policy",
    "a/flag.yaml: policy",
  ]);
});

it("says which link leads nowhere", async () => {
  await mkdir(join(folder, "_schemas"));
  await symlink(join(folder, "none"), join(folder, "flag.yaml"));
  await expect(readPolicyFiles(folder)).rejects.toMatchObject({
    file: join(folder, "flag.yaml"),
  });
});

it("says which folder cannot be read", async () => {
  await expect(readPolicyFiles(folder)).rejects.toThrow(
    new PolicyError(folder, [
      { file: "_schemas", message: "The folder cannot be read." },
    ]),
  );
});
