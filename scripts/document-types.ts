import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const SCHEMAS = fileURLToPath(new URL("../schemas/", import.meta.url));

const DOCUMENTS = [
  "organization",
  "project",
  "group",
  "user",
  "credential",
  "team-space",
  "flag",
  "experiment",
];

/**
 * The TypeScript source of the directory's document types, as generated from `schemas/`.
 *
 * `src/directory/documents.ts` is this text, checked in; a test fails where the two differ.
 */
export async function generateDocumentTypes(): Promise<string> {
  const root = {
    title: "DirectoryDocument",
    description: "Any document that may stand in a directory.",
    oneOf: DOCUMENTS.map((name) => ({ $ref: `${name}.json` })),
  };
  return compile(root, "DirectoryDocument", {
    cwd: SCHEMAS,
    additionalProperties: false,
    format: true,
    style: {},
    bannerComment:
      "/* Generated from schemas/ by `npm run generate`. Do not edit. */",
  });
}
