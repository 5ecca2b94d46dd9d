import { readFile, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { firstLineOf } from "../../../util/message.ts";
import { differences } from "../../../policies/types/differences.ts";
import { generatePolicyTypes } from "../../../policies/types/generate.ts";
import { areSameTypes } from "../../../policies/types/tokens.ts";
import { printable, quote } from "../../../util/quote.ts";
import { policyFolderArgument } from "../../arguments.ts";
import { colors } from "../../colors.ts";
import { policiesPath } from "../../context.ts";
import { EXIT } from "../../../errors/exit-code.ts";
import { UsageError } from "../../errors.ts";
import { examples } from "../../examples.ts";
import { jsonOption } from "../../options.ts";
import type { Outcome, Report } from "../../output.ts";

interface TypesOptions {
  /** The file for the types, which are printed if it is left out. */
  readonly out?: string | undefined;
  /** Only compare the file with the types, without writing it. */
  readonly check?: boolean | undefined;
}

/**
 * `rolebook policies types`: the kinds, actions, attributes and refusal codes of a policy folder as TypeScript.
 *
 * With `--check`, a file that is missing or stale makes the exit code 1. A file that only a formatter has changed is
 * current.
 */
export function typesCommand(report: Report): Command {
  return new Command("types")
    .description(
      "Print or write the kinds, actions, attributes and refusal codes as TypeScript.",
    )
    .addArgument(policyFolderArgument())
    .addOption(jsonOption())
    .option("--out <file>", "write them to this file (default: print them)")
    .option(
      "--check",
      "write nothing: exit with 1 if the file is missing or stale",
    )
    .addHelpText(
      "after",
      examples(
        "policies types policies --out src/policy-types.ts",
        "policies types policies --out src/policy-types.ts --check",
      ),
    )
    .action(async (folder: string | undefined, options: TypesOptions) => {
      report(await runTypes(folder, options));
    });
}

export async function runTypes(
  folder: string | undefined,
  { out, check = false }: TypesOptions,
): Promise<Outcome> {
  if (check && out === undefined) {
    throw new UsageError("Name the file to check with --out.");
  }
  const path = policiesPath(folder);
  const types = await generatePolicyTypes(path);
  if (out === undefined) {
    return { exitCode: EXIT.ok, text: types.trimEnd(), json: { path, types } };
  }
  const old = await read(out);
  if (old !== undefined && areSameTypes(old, types)) {
    return outcome({ path, out, state: "current" });
  }
  const changes = old === undefined ? [] : differences(old, types);
  if (check) {
    const state = old === undefined ? "missing" : "stale";
    return outcome({ path, out, state, changes });
  }
  await write(out, types);
  return outcome({ path, out, state: "written", changes });
}

interface Result {
  readonly path: string;
  readonly out: string;
  readonly state: "current" | "written" | "missing" | "stale";
  /** The differences from the old file, a sentence each. */
  readonly changes?: readonly string[];
}

function outcome({ path, out, state, changes = [] }: Result): Outcome {
  const isRight = state === "current" || state === "written";
  const color = isRight ? colors.green : colors.yellow;
  const lines = [
    ...changes.map((each) => `  ${each}`),
    ...(isRight ? [] : ["The same command without --check writes it."]),
  ];
  return {
    exitCode: isRight ? EXIT.ok : EXIT.negative,
    text: [
      color(`${printable(out)} is ${state}.`),
      ...lines.map(printable),
    ].join("\n"),
    json: { path, out, state, changes },
  };
}

/** The text of a file. Undefined if there is no such file. */
async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(
      `${quote(file)} cannot be read: ${firstLineOf(cause)}.`,
      { cause },
    );
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UsageError(
      `${quote(file)} cannot be written: ${firstLineOf(cause)}.`,
      { cause },
    );
  }
}
