import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import {
  explainFileError,
  NOT_A_FILE,
  NOT_A_FOLDER,
  OUTSIDE,
  type FileProblem,
} from "./file-problems.ts";
import { readBounded } from "./read-bounded.ts";

/** A file of a directory, or why it cannot be read. */
export type DirectoryFile = {
  /** The path as messages show it: below the folder as it was given. */
  readonly name: string;
} & ({ readonly text: string } | { readonly problem: FileProblem });

interface Found {
  readonly name: string;
  /** The path without links; of a link, its own. */
  readonly real: string;
}

/**
 * Reads the YAML files below a folder.
 *
 * What has a name of its own comes before what a link leads to, so that a file is known by its own name.
 */
export async function* readFiles(
  folder: string,
): AsyncGenerator<DirectoryFile> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) {
      yield* new Walk(folder, root).files();
    } else yield { name: folder, problem: NOT_A_FOLDER };
  } catch (error) {
    yield { name: folder, problem: explainFileError(error) };
  }
}

class Walk {
  readonly #root: string;
  readonly #folders: Found[];
  readonly #links: Found[] = [];
  /** Real paths of what was met, so that a link back into the folder adds nothing. */
  readonly #met: Set<string>;

  constructor(name: string, root: string) {
    this.#root = root;
    this.#folders = [{ name, real: root }];
    this.#met = new Set([root]);
  }

  async *files(): AsyncGenerator<DirectoryFile> {
    for (;;) {
      const folder = this.#folders.pop();
      if (folder !== undefined) {
        yield* this.#visit(folder);
        continue;
      }
      const link = this.#links.shift();
      if (link === undefined) return;
      yield* this.#follow(link);
    }
  }

  async *#visit(folder: Found): AsyncGenerator<DirectoryFile> {
    let entries: Dirent[];
    try {
      entries = await readdir(folder.real, { withFileTypes: true });
    } catch (error) {
      yield { name: folder.name, problem: explainFileError(error) };
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const folders: Found[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const found = {
        name: join(folder.name, entry.name),
        real: join(folder.real, entry.name),
      };
      if (entry.isSymbolicLink()) this.#links.push(found);
      else if (entry.isDirectory()) {
        if (this.#meet(found.real)) folders.push(found);
      } else if (isYaml(found.name) && this.#meet(found.real)) {
        yield entry.isFile()
          ? await read(found)
          : { name: found.name, problem: NOT_A_FILE };
      }
    }
    // A stack: the first folder is to be popped first.
    for (const each of folders.toReversed()) this.#folders.push(each);
  }

  async *#follow({ name, real: link }: Found): AsyncGenerator<DirectoryFile> {
    try {
      const real = await realpath(link);
      const target = await stat(real);
      if (!target.isDirectory() && !isYaml(name)) return;
      if (!this.#holds(real)) yield { name, problem: OUTSIDE };
      else if (!this.#meet(real)) return;
      else if (target.isDirectory()) this.#folders.push({ name, real });
      else if (target.isFile()) yield await read({ name, real });
      else yield { name, problem: NOT_A_FILE };
    } catch (error) {
      yield { name, problem: explainFileError(error) };
    }
  }

  #holds(real: string): boolean {
    const root = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    return real === this.#root || real.startsWith(root);
  }

  /** Whether this is met for the first time. */
  #meet(real: string): boolean {
    if (this.#met.has(real)) return false;
    this.#met.add(real);
    return true;
  }
}

async function read({ name, real }: Found): Promise<DirectoryFile> {
  try {
    const content = await readBounded(real);
    return typeof content === "string"
      ? { name, text: content }
      : { name, problem: content };
  } catch (error) {
    return { name, problem: explainFileError(error) };
  }
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}
