import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { run } from "../src/cli/program.ts";
import { packagePath } from "../src/util/package-root.ts";
import { testService } from "./server/support.ts";
import { asOnPage, curlExamples, parseCurl } from "./support/curl-page.ts";

const readme = await readFile(packagePath("README.md"), "utf8");

function block(language: string): string {
  const pattern = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s");
  const [, text] = pattern.exec(readme) ?? [];
  if (text === undefined) throw new Error(`README.md has no ${language}`);
  return text;
}

it("the example for services runs as it is written", async () => {
  const folder = await mkdtemp(packagePath("test", "readme-"));
  try {
    const file = join(folder, "example.ts");
    await writeFile(
      file,
      block("ts").replace('"rolebook"', '"../../src/index.ts"'),
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

it("the command at the top prints what is shown below it", async () => {
  const [, command = "", shown] =
    /^\$ npm start -- (.*?)\n(.*)$/s.exec(block("text")) ?? [];
  let printed = "";
  const exitCode = await run(
    [...command.split(" "), "--directory", packagePath("examples", "acme")],
    { out: (text) => (printed += text), err: (text) => (printed += text) },
  );
  expect(exitCode).toBe(1);
  expect(printed).toBe(shown);
});

it("the first question gets the answer that is shown below it", async () => {
  const service = await testService({ level: "warn" });
  try {
    const base = await service.listen("127.0.0.1", 0);
    const [example, ...others] = curlExamples(readme);
    expect(others).toEqual([]);
    const { path, headers, body } = parseCurl(example?.command ?? "");
    const response = await fetch(base + path, {
      headers,
      method: "POST",
      body: body ?? "",
    });
    expect(response.status).toBe(200);
    expect(asOnPage(await response.text(), base)).toEqual(
      JSON.parse(example?.answer ?? ""),
    );
  } finally {
    await service.close();
  }
});
