import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createProgram, run } from "../../src/cli/program.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { packagePath } from "../../src/util/package-root.ts";

/** The examples in the help of each command. */

const SILENT = { out: () => undefined, err: () => undefined };

/** Every command that does something: those that only hold others do not. */
const COMMANDS = leavesOf(createProgram(SILENT, () => undefined));

function leavesOf(command: Command, names: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [names.join(" ")];
  return command.commands.flatMap((each) =>
    leavesOf(each, [...names, each.name()]),
  );
}

async function examplesOf(command: string): Promise<readonly string[]> {
  let help = "";
  await run([...command.split(" "), "--help"], {
    ...SILENT,
    out: (text) => (help += text),
  });
  const [, examples = ""] = help.split("\nExamples:\n");
  return examples.split("\n").flatMap((line) => {
    const [, example] = /^ {2}rolebook (.*)$/.exec(line) ?? [];
    return example === undefined ? [] : [example];
  });
}

const EXAMPLES = (await Promise.all(COMMANDS.map(examplesOf))).flat();

describe("the help of the commands", () => {
  it.each(COMMANDS)("has an example: rolebook %s", async (command) => {
    const examples = await examplesOf(command);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(`${example} `.startsWith(`${command} `)).toBe(true);
    }
  });

  it.each(EXAMPLES)(
    "names what the command takes: rolebook %s",
    async (line) => {
      const program = createProgram(SILENT, () => undefined);
      const asked: string[] = [];
      const record = (command: Command): void => {
        if (command.commands.length > 0) command.commands.forEach(record);
        else command.action(() => void asked.push(command.name()));
      };
      record(program);
      await program.parseAsync(line.split(" "), { from: "user" });
      const command = COMMANDS.find((each) =>
        `${line} `.startsWith(`${each} `),
      );
      expect(asked).toEqual([command?.split(" ").at(-1)]);
    },
  );
});

describe("an example", () => {
  /** These run until they are stopped, or take files that are nobody's here, or very long. */
  const ONLY_PARSED = /^serve|^policies (coverage|types)/;

  let pdp: EmbeddedPdp;
  beforeAll(async () => {
    pdp = await startPdp();
    vi.stubEnv("ROLEBOOK_PDP", pdp.address);
    vi.stubEnv("ROLEBOOK_DIRECTORY", packagePath("examples/acme"));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await pdp.close();
  });

  it.each(EXAMPLES.filter((line) => !ONLY_PARSED.test(line)))(
    "can be run in a clone: rolebook %s",
    async (line) => {
      let out = "";
      let err = "";
      const exitCode = await run(line.split(" "), {
        out: (text) => (out += text),
        err: (text) => (err += text),
      });
      expect({ err, isAnswer: exitCode <= 1 }).toEqual({
        err: "",
        isAnswer: true,
      });
      expect(out).not.toBe("");
    },
  );
});
