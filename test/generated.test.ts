import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { GENERATED_FILES } from "../scripts/generated-files.ts";
import { packagePath } from "../src/util/package-root.ts";

it.each(GENERATED_FILES)(
  "$path is as `npm run generate` writes it",
  async ({ path, generate }) => {
    expect(readFileSync(packagePath(path), "utf8")).toBe(await generate());
  },
  120_000,
);
