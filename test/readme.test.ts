import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { packagePath } from "../src/util/package-root.ts";

const readme = await readFile(packagePath("README.md"), "utf8");

function block(language: string): string {
  const pattern = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s");
  const [, text] = pattern.exec(readme) ?? [];
  if (text === undefined) throw new Error(`README.md has no ${language}`);
  return text;
}

it("the example for services runs as it is written, in ten lines", async () => {
  const example = block("ts");
  const lines = example.split("\n").filter((line) => line !== "");
  expect(lines.length).toBe(10);

  const folder = await mkdtemp(packagePath("test", "readme-"));
  try {
    const file = join(folder, "example.ts");
    await writeFile(
      file,
      example.replace('"rolebook"', '"../../src/index.ts"'),
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", file],
      { cwd: packagePath() },
    );
    expect(readme).toContain(`It prints \`${stdout.trim()}\``);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("is under 200 lines", () => {
  expect(readme.split("\n").length).toBeLessThan(200);
});
