import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";
import { PolicyFolder } from "./lint-folder.ts";

/** A small folder that can be read. */
function folderOfGuides(): Promise<PolicyFolder> {
  return PolicyFolder.few([
    "analytics/guide.yaml",
    "derived_roles/analytics.yaml",
    "_schemas/principal.json",
    "_schemas/definitions.json",
    "_schemas/guide.json",
  ]);
}

async function errorOf(folder: PolicyFolder): Promise<PolicyError> {
  const error: unknown = await loadCatalog(folder.path).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PolicyError);
  return error as PolicyError;
}

describe("the error for policies that cannot be read", () => {
  it("names every broken file at once, and the folder once", async () => {
    const folder = await folderOfGuides();
    await folder.write("a.yaml", "resourcePolicy: [");
    await folder.write("b/c.yaml", "a: 1\n---\nb: 1\n");
    await folder.write("_schemas/guide.json", "{");
    await folder.write("_schemas/list.json", "[]");
    const { problems, message, file } = await errorOf(folder);
    expect(problems.map((problem) => problem.file)).toEqual([
      "_schemas/guide.json",
      "_schemas/list.json",
      "a.yaml",
      "b/c.yaml",
    ]);
    const [head, ...lines] = message.split("\n");
    expect(head).toBe(`${folder.path} has 4 problems:`);
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}_schemas\/guide\.json: It cannot be read: /),
      "  _schemas/list.json: It is not a schema of JSON Schema 2020-12: schema must be object or boolean.",
      expect.stringMatching(/^ {2}a\.yaml: It cannot be read: /),
      "  b/c.yaml: It cannot be read: it holds several documents.",
    ]);
    expect(file).toBe(join(folder.path, "_schemas/guide.json"));
  });

  it("names every policy whose schema is missing, with the line", async () => {
    const folder = await folderOfGuides();
    await folder.remove("_schemas/guide.json");
    await folder.write(
      "plain.yaml",
      "resourcePolicy: { resource: plain, version: default, rules: [] }\n",
    );
    const { problems } = await errorOf(folder);
    expect(problems).toEqual([
      {
        file: "analytics/guide.yaml",
        line: 12,
        message: "The schema cerbos:///guide.json is missing.",
      },
      {
        file: "plain.yaml",
        message:
          "It names no resource schema, so its attributes are not known.",
      },
    ]);
  });

  it("is one line for one problem", async () => {
    const folder = await folderOfGuides();
    await folder.remove("_schemas/guide.json");
    const { message } = await errorOf(folder);
    const file = join(folder.path, "analytics/guide.yaml");
    expect(message).toBe(
      `${file}: Line 12: The schema cerbos:///guide.json is missing.`,
    );
  });

  it("is about the folder if there is no policy for any kind", async () => {
    const folder = await folderOfGuides();
    await folder.remove("analytics/guide.yaml");
    const { message, file } = await errorOf(folder);
    expect(message).toBe(
      `${folder.path}: It has no policy for any kind of resource.`,
    );
    expect(file).toBe(folder.path);
  });
});
