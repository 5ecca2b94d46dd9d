/** Writes the generated files: types from `schemas/` and from `policies/`, the permission matrix from the PDP. */
import { writeFile } from "node:fs/promises";
import { packagePath } from "../src/util/package-root.ts";
import { GENERATED_FILES } from "./generated-files.ts";

for (const { path, generate } of GENERATED_FILES) {
  await writeFile(packagePath(path), await generate());
}
