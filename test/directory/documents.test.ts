import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { generateDocumentTypes } from "../../scripts/document-types.ts";
import { packagePath } from "../../src/package-root.ts";

it("the document types are those that the schemas generate", async () => {
  expect(
    readFileSync(packagePath("src", "directory", "documents.ts"), "utf8"),
  ).toBe(await generateDocumentTypes());
});
