import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXIT } from "../../src/errors/exit-code.ts";
import { UsageError } from "../../src/cli/errors.ts";
import { runTypes } from "../../src/cli/commands/policies/types.ts";
import { run } from "../../src/cli/program.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";
import { generatePolicyTypes } from "../../src/policies/types/generate.ts";
import { policy, withFolder } from "./types-folder.ts";

/** The file that is checked in, as Prettier has formatted it. */
const FORMATTED = packagePath("src", "kinds", "policy-types.ts");
const WRITE_IT = "The same command without --check writes it.";

let own: string;
let folder: string;
let out: string;
beforeEach(async () => {
  own = await generatePolicyTypes();
  folder = await mkdtemp(join(tmpdir(), "rolebook-out-"));
  out = join(folder, "policy-types.ts");
});
afterEach(() => rm(folder, { recursive: true }));

async function rolebook(...args: readonly string[]): Promise<{
  readonly exitCode: number;
  readonly printed: string;
}> {
  let printed = "";
  const add = (text: string): void => {
    printed += text;
  };
  const exitCode = await run(["policies", "types", ...args], {
    out: add,
    err: add,
  });
  return { exitCode, printed };
}

describe("rolebook policies types", () => {
  it("prints the types of Rolebook's own policies where no folder is named", async () => {
    expect(await rolebook()).toEqual({ exitCode: EXIT.ok, printed: own });
    const { exitCode, printed } = await rolebook("--json");
    expect(exitCode).toBe(EXIT.ok);
    expect(JSON.parse(printed)).toEqual({ path: "policies", types: own });
  });

  it("writes them to a file, once", async () => {
    expect(await rolebook("--out", out)).toEqual({
      exitCode: EXIT.ok,
      printed: `${out} is written.\n`,
    });
    expect(await readFile(out, "utf8")).toBe(own);
    const { mtimeMs } = await stat(out);
    expect(await rolebook("--out", out)).toEqual({
      exitCode: EXIT.ok,
      printed: `${out} is current.\n`,
    });
    expect((await stat(out)).mtimeMs).toBe(mtimeMs);
  });

  it("says what it changes in a file", async () => {
    await writeFile(out, own.replace('"view_journeys"', '"see_journeys"'));
    const { exitCode, text } = await runTypes(undefined, { out });
    expect(exitCode).toBe(EXIT.ok);
    expect(text.split("\n")).toEqual([
      `${out} is written.`,
      '  account: The action "view_journeys" is new.',
      '  account: The action "see_journeys" is gone.',
    ]);
    expect(await readFile(out, "utf8")).toBe(own);
  });

  it("needs a file that it can write, and read", async () => {
    const nowhere = join(folder, "none", "types.ts");
    expect(await rolebook("--out", nowhere)).toEqual({
      exitCode: EXIT.usage,
      printed: expect.stringContaining(
        `"${nowhere}" cannot be written: ENOENT`,
      ) as string,
    });
    expect(await rolebook("--out", folder)).toEqual({
      exitCode: EXIT.usage,
      printed: expect.stringContaining(
        `"${folder}" cannot be read: EISDIR`,
      ) as string,
    });
  });

  it("needs policies that it can read", async () => {
    await expect(runTypes(join(folder, "none"), {})).rejects.toThrow(
      UsageError,
    );
    const broken = [
      [{}, "It has no policy for any kind of resource"],
      [{ "doc.json": policy({ kind: "doc" }) }, "doc.json is missing"],
      [schema(null), "not a schema of JSON Schema 2020-12"],
      [schema('{"type": "object", "type": "object"}'), "duplicated"],
      [schema([]), "not a schema of JSON Schema 2020-12"],
      [schema({ type: "text" }), "not a schema of JSON Schema 2020-12"],
      [
        schema({ $schema: "http://json-schema.org/draft-07/schema#" }),
        "not a schema of JSON Schema 2020-12",
      ],
      [
        schema({ properties: { a: { $ref: "none.json" } } }),
        "The schema cerbos:///doc.json cannot be used",
      ],
    ] as const;
    for (const [files, says] of broken) {
      const error: unknown = await withFolder(files, (path) =>
        runTypes(path, {}),
      ).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(PolicyError);
      expect(String(error)).toContain(says);
    }
  });

  it("has types for policies that say no more than they must", async () => {
    for (const files of [
      schema(true),
      schema({ properties: { a: true, b: { type: ["null", "string"] } } }),
      schema({ $ref: "#/$defs/a", $defs: { a: { $ref: "#" } } }),
    ]) {
      const { exitCode } = await withFolder(files, (path) =>
        runTypes(path, {}),
      );
      expect(exitCode).toBe(EXIT.ok);
    }
  });
});

function schema(content: unknown): Readonly<Record<string, unknown>> {
  return {
    "doc.json": policy({ kind: "doc" }),
    "_schemas/doc.json": content,
  };
}

describe("rolebook policies types --check", () => {
  async function check(text?: string): Promise<{
    readonly exitCode: number;
    readonly lines: readonly string[];
    readonly json: unknown;
  }> {
    if (text !== undefined) await writeFile(out, text);
    const options = { out, check: true };
    const found = await runTypes(undefined, options);
    const after = text === undefined ? undefined : await readFile(out, "utf8");
    expect(after, "nothing is written").toBe(text);
    return { ...found, lines: found.text.split("\n") };
  }

  it("is content with a file that is current, whatever ends its lines", async () => {
    for (const text of [own, own.replaceAll("\n", "\r\n")]) {
      expect(await check(text)).toMatchObject({
        exitCode: EXIT.ok,
        lines: [`${out} is current.`],
        json: { path: "policies", out, state: "current", changes: [] },
      });
    }
  });

  it("is content with one that somebody has formatted, and does not write it anew", async () => {
    const formatted = await readFile(FORMATTED, "utf8");
    expect(formatted).not.toBe(own);
    expect(await check(formatted)).toMatchObject({
      exitCode: EXIT.ok,
      json: { state: "current" },
    });
    expect(await rolebook("--out", out)).toMatchObject({
      printed: `${out} is current.\n`,
    });
    expect(await readFile(out, "utf8")).toBe(formatted);
  });

  it("is not with one that is missing", async () => {
    expect(await check()).toMatchObject({
      exitCode: EXIT.negative,
      lines: [`${out} is missing.`, WRITE_IT],
      json: { state: "missing", changes: [] },
    });
    await expect(stat(out)).rejects.toThrow("ENOENT");
  });

  it("says which kinds, actions, attributes and codes make one stale", async () => {
    const stale = own
      .replace("readonly heatmap:", "readonly heat_map:")
      .replace('"approve_event" | ', "")
      .replace("readonly published: boolean", "readonly published: string")
      .replace('| "own_role"', '| "self"');
    const changes = [
      "The kind heatmap is new.",
      "The kind heat_map is gone.",
      "guide: The attributes differ.",
      'tracking_plan: The action "approve_event" is new.',
      'The refusal code "own_role" is new.',
      'The refusal code "self" is gone.',
    ];
    expect(await check(stale)).toMatchObject({
      exitCode: EXIT.negative,
      lines: [
        `${out} is stale.`,
        ...changes.map((each) => `  ${each}`),
        WRITE_IT,
      ],
      json: { state: "stale", changes },
    });
  });

  it("says so too of one that somebody has formatted", async () => {
    const formatted = await format(own, {
      parser: "typescript",
      semi: false,
      singleQuote: true,
      useTabs: true,
    });
    const stale = formatted
      .replace("readonly heatmap:", "readonly heat_map:")
      .replace("readonly published: boolean", "readonly published: string")
      .replace("| 'own_role'", "| 'self'");
    expect(await check(stale)).toMatchObject({
      exitCode: EXIT.negative,
      json: {
        state: "stale",
        changes: [
          "The kind heatmap is new.",
          "The kind heat_map is gone.",
          "guide: The attributes differ.",
          'The refusal code "own_role" is new.',
          'The refusal code "self" is gone.',
        ],
      },
    });
  });

  it("says no more of one where only a comment differs, and of one that is something else", async () => {
    for (const text of [
      own.replace("A heatmap.", "A map."),
      "export const type = 1;\n",
      "",
    ]) {
      expect(await check(text)).toMatchObject({
        exitCode: EXIT.negative,
        lines: [`${out} is stale.`, WRITE_IT],
        json: { state: "stale", changes: [] },
      });
    }
  });

  it("needs the name of the file", async () => {
    expect(await rolebook("--check")).toEqual({
      exitCode: EXIT.usage,
      printed: "rolebook: Name the file to check with --out.\n",
    });
  });

  it("prints no control characters of a name", async () => {
    const name = join(folder, "\u001b[31m.ts");
    const { printed } = await rolebook("--out", name, "--check");
    expect(printed).toContain("\\u001b[31m.ts is missing.");
    expect(printed).not.toContain("\u001b");
  });
});
