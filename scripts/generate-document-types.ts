/** Writes `src/directory/documents.ts` from `schemas/`. */
import { writeFile } from "node:fs/promises";
import { generateDocumentTypes } from "./document-types.ts";

const target = new URL("../src/directory/documents.ts", import.meta.url);
await writeFile(target, await generateDocumentTypes());
