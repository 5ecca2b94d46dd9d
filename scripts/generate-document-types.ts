/** Writes `src/directory/documents.ts` from `schemas/`. */
import { writeFile } from "node:fs/promises";
import { packagePath } from "../src/package-root.ts";
import { generateDocumentTypes } from "./document-types.ts";

await writeFile(
  packagePath("src", "directory", "documents.ts"),
  await generateDocumentTypes(),
);
