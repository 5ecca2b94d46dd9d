import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { startPdp } from "../../src/pdp/process/start.ts";

/** The command as a process of its own, with the PDP that it starts. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rb-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The environment, as far as it says nothing of colors. */
const WITHOUT_COLOR = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !["NO_COLOR", "FORCE_COLOR"].includes(name),
  ),
);

function command(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(
    process.execPath,
    ["--import", "tsx", packagePath("src/cli/main.ts"), ...args],
    {
      cwd: packagePath(),
      env: { ...WITHOUT_COLOR, TMPDIR: folder, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
}

async function rolebook(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const child = command(args, env);
  const [out, err, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { exitCode, out, err };
}

const QUESTION = ["edit", "flag:new-checkout"];

describe("the command rolebook", () => {
  it.each([
    ["sam@acme.example", 0, "ALLOW"],
    ["pavel@acme.example", 1, "DENY"],
  ])(
    "answers with a PDP of its own, on the example: %s",
    async (who, code, word) => {
      const { exitCode, out, err } = await rolebook([
        "check",
        who,
        ...QUESTION,
      ]);
      expect({ exitCode, err }).toEqual({ exitCode: code, err: "" });
      expect(out).toMatch(new RegExp(`^${word}`));
    },
  );

  it.each<[string, NodeJS.ProcessEnv, boolean]>([
    ["a CI job", { CI: "true" }, false],
    ["a person who wants color", { FORCE_COLOR: "1" }, true],
    ["a person who says so", { FORCE_COLOR: "0" }, false],
    ["a person who wants none", { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("colors what it pipes for %s: %j, %s", async (_who, env, colored) => {
    const { out } = await rolebook(["validate", "examples/acme"], env);
    expect(out.length).toBeGreaterThan(0);
    expect(out !== stripVTControlCharacters(out)).toBe(colored);
  });

  it("leaves nothing behind", async () => {
    await rolebook(["check", "sam@acme.example", ...QUESTION]);
    await rolebook(["check", "sam@acme.example", "edt", "flag:new-checkout"]);
    const left = await readdir(folder);
    expect(left.filter((name) => name.startsWith("rolebook-"))).toEqual([]);
  });

  it("takes its directory and its PDP from the environment", async () => {
    const pdp = await startPdp();
    const env = {
      ROLEBOOK_DIRECTORY: packagePath("examples/acme"),
      ROLEBOOK_PDP: pdp.address,
    };
    const question = ["check", "sam@acme.example", ...QUESTION];
    expect((await rolebook(question, env)).exitCode).toBe(0);
    await pdp.close();
    expect((await rolebook(question, env)).exitCode).toBe(3);
    const nowhere = { ...env, ROLEBOOK_DIRECTORY: join(folder, "nowhere") };
    expect((await rolebook(question, nowhere)).exitCode).toBe(2);
  });

  it("ends quietly where nobody reads its output", async () => {
    const child = command(["who-can", "read", "flag:new-checkout"]);
    child.stdout.destroy();
    const err = text(child.stderr);
    const [exitCode] = (await once(child, "exit")) as [number | null];
    expect({ exitCode, err: await err }).toEqual({ exitCode: 0, err: "" });
  });
});
