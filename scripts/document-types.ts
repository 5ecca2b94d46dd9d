import { compileFromFile } from "json-schema-to-typescript";
import { packagePath } from "../src/package-root.ts";

/**
 * The TypeScript source of the directory's document types, as generated from `schemas/`.
 *
 * `src/directory/documents.ts` is this text, checked in; a test fails where the two differ.
 */
export async function generateDocumentTypes(): Promise<string> {
  return compileFromFile(packagePath("schemas", "document.json"), {
    cwd: packagePath("schemas/"),
    additionalProperties: false,
    format: true,
    bannerComment:
      "/* Generated from schemas/ by `npm run generate`. Do not edit. */",
  });
}
