import { compileFromFile } from "json-schema-to-typescript";
import { format } from "prettier";
import { formatMatrix } from "../src/matrix/format.ts";
import { buildMatrix } from "../src/matrix/matrix.ts";
import { packagePath } from "../src/util/package-root.ts";
import { startPdp } from "../src/pdp/process/start.ts";
import { loadCatalog } from "../src/policies/catalog.ts";
import { generatePolicyTypes } from "../src/policies/types/generate.ts";

/** A file that is checked in as it is generated. `npm run generate` writes it, and a test fails where it is stale. */
export interface GeneratedFile {
  /** Relative to the package. */
  readonly path: string;
  readonly generate: () => Promise<string>;
}

export const GENERATED_FILES: readonly GeneratedFile[] = [
  { path: "src/directory/documents.ts", generate: documentTypes },
  { path: "src/kinds/policy-types.ts", generate: policyTypes },
  { path: "docs/permission-matrix.md", generate: permissionMatrix },
];

/** The TypeScript types of the directory's documents, from `schemas/`. */
function documentTypes(): Promise<string> {
  return compileFromFile(packagePath("schemas", "document.json"), {
    cwd: packagePath("schemas/"),
    additionalProperties: false,
    format: true,
    bannerComment:
      "/* Generated from schemas/ by `npm run generate`. Do not edit. */",
  });
}

/** The output of `rolebook policies types`, formatted as all of the project is. */
async function policyTypes(): Promise<string> {
  return format(await generatePolicyTypes(), { parser: "typescript" });
}

/** The output of `rolebook matrix`. */
async function permissionMatrix(): Promise<string> {
  const pdp = await startPdp();
  try {
    const matrix = await buildMatrix(pdp, await loadCatalog());
    return `${formatMatrix(matrix, "markdown")}\n`;
  } finally {
    await pdp.close();
  }
}
