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
import { byCodeUnits } from "../../util/order.ts";

/** A file or folder of a directory, or why it cannot be part of one. */
export type Found = {
  /** The path for messages: that of the folder as the caller gave it, and the path below it. */
  readonly name: string;
} & (
  | {
      readonly kind: "file" | "folder";
      /** The path after all links are followed. */
      readonly real: string;
    }
  | { readonly kind: "problem"; readonly problem: FileProblem }
);

interface Location {
  readonly name: string;
  /** The path after all links are followed. For a link, the path of the link itself. */
  readonly real: string;
}

/**
 * Finds the YAML files below a folder, and the folders that contain them.
 *
 * Links are followed last. So if a file lies in the folder and a link leads to it too, it is found by its own name.
 */
export async function* walk(folder: string): AsyncGenerator<Found> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) {
      yield* new Walk(folder, root).parts();
    } else yield problem(folder, NOT_A_FOLDER);
  } catch (error) {
    yield problem(folder, explainFileError(error));
  }
}

class Walk {
  readonly #root: string;
  readonly #folders: Location[];
  readonly #links: Location[] = [];
  /** The real paths of all files and folders found so far. A link that leads to one of them adds nothing. */
  readonly #met: Set<string>;

  constructor(name: string, root: string) {
    this.#root = root;
    this.#folders = [{ name, real: root }];
    this.#met = new Set([root]);
  }

  async *parts(): AsyncGenerator<Found> {
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

  async *#visit(folder: Location): AsyncGenerator<Found> {
    yield { ...folder, kind: "folder" };
    let entries: Dirent[];
    try {
      entries = await readdir(folder.real, { withFileTypes: true });
    } catch (error) {
      yield problem(folder.name, explainFileError(error));
      return;
    }
    entries.sort((a, b) => byCodeUnits(a.name, b.name));
    const folders: Location[] = [];
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
          ? { ...found, kind: "file" }
          : problem(found.name, NOT_A_FILE);
      }
    }
    // This is a stack, and the first folder must be popped first.
    for (const each of folders.toReversed()) this.#folders.push(each);
  }

  async *#follow({ name, real: link }: Location): AsyncGenerator<Found> {
    try {
      const real = await realpath(link);
      const target = await stat(real);
      if (!target.isDirectory() && !isYaml(name)) return;
      if (!this.#holds(real)) yield problem(name, OUTSIDE);
      else if (!this.#meet(real)) return;
      else if (target.isDirectory()) this.#folders.push({ name, real });
      else if (target.isFile()) yield { name, real, kind: "file" };
      else yield problem(name, NOT_A_FILE);
    } catch (error) {
      yield problem(name, explainFileError(error));
    }
  }

  #holds(real: string): boolean {
    const root = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    return real === this.#root || real.startsWith(root);
  }

  /** Notes a real path. Returns whether it is new. */
  #meet(real: string): boolean {
    if (this.#met.has(real)) return false;
    this.#met.add(real);
    return true;
  }
}

function problem(name: string, why: FileProblem): Found {
  return { name, kind: "problem", problem: why };
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}
