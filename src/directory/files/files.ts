import { explainFileError, type FileProblem } from "./file-problems.ts";
import { readBounded } from "./read-bounded.ts";
import { walk } from "./walk.ts";

/** A file of a directory, or why it cannot be read. */
export type DirectoryFile = {
  /** The path for messages: that of the folder as the caller gave it, and the path below it. */
  readonly name: string;
} & ({ readonly text: string } | { readonly problem: FileProblem });

/** Reads the YAML files below a folder, in the order in which `walk` finds them. */
export async function* readFiles(
  folder: string,
): AsyncGenerator<DirectoryFile> {
  for await (const found of walk(folder)) {
    const { name } = found;
    if (found.kind === "problem") yield { name, problem: found.problem };
    else if (found.kind === "file") yield await read(name, found.real);
  }
}

async function read(name: string, real: string): Promise<DirectoryFile> {
  try {
    const content = await readBounded(real);
    return typeof content === "string"
      ? { name, text: content }
      : { name, problem: content };
  } catch (error) {
    return { name, problem: explainFileError(error) };
  }
}
