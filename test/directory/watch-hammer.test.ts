import { type ChildProcessByStdio, spawn } from "node:child_process";
import {
  appendFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { loadDirectory } from "../../src/directory/load.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { folderWith } from "./support.ts";
import {
  generationFiles,
  generationOf,
  mountGeneration,
  releaseGeneration,
  writeFiles,
} from "./watch-files.ts";

/**
 * Watches while a writer writes, and asks all the time. Where the writer yields a generation, it rests until that is in force.
 * Fails at a mixture, or where an older generation follows a newer one.
 */
async function hammer(
  folder: string,
  writer: AsyncIterable<number>,
): Promise<{ readonly rests: number }> {
  const directory = await loadDirectory(folder);
  const errors: Error[] = [];
  const watched = directory.watch({
    interval: 5,
    settle: 40,
    onError: (error) => errors.push(error),
  });
  let { current } = watched;
  const seen = [generationOf(current)];
  let rests = 0;
  let ended = false;
  const read = async (): Promise<void> => {
    while (!ended) {
      if (watched.current !== current) {
        ({ current } = watched);
        seen.push(generationOf(current));
      }
      await setTimeout(1);
    }
  };
  const write = async (): Promise<void> => {
    for await (const generation of writer) {
      rests++;
      while (seen.at(-1) !== generation) {
        if (ended) return;
        await setTimeout(1);
      }
    }
  };
  try {
    await Promise.race([read(), write()]);
  } finally {
    ended = true;
    await watched.close();
  }
  expect(errors).toEqual([]);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  return { rests };
}

/** So many that another generation comes while they are read. */
const FILES = 30;

const BURSTS = 4;

it.each([
  ["mount", mountGeneration],
  ["release", releaseGeneration],
] as const)(
  "never mixes the files of two trees that another process swaps by a link: %s",
  async (means, put) => {
    const path = join(folderWith(), "directory");
    if (means === "mount") writeFiles(path, {});
    put(path, 1, FILES);
    const script = packagePath("test/directory/watch-writer.ts");
    const writer = spawn(
      process.execPath,
      ["--import", "tsx", script, path, means, String(FILES), String(BURSTS)],
      { stdio: ["pipe", "pipe", "inherit"], cwd: packagePath() },
    );
    try {
      const { rests } = await hammer(path, generationsOf(writer));
      expect(rests).toBe(BURSTS);
    } finally {
      writer.kill();
    }
  },
);

async function* generationsOf({
  stdin,
  stdout,
}: ChildProcessByStdio<Writable, Readable, null>): AsyncGenerator<number> {
  for await (const line of createInterface({ input: stdout })) {
    yield Number(line);
    stdin.write("\n");
  }
}

/** Ways to rewrite one file, with pauses that are far shorter than files must be left alone. */
const REWRITES: readonly ((path: string, text: string) => Promise<void>)[] = [
  async (path, text) => {
    // Ends at the end of a document again and again, and each time is valid.
    truncateSync(path);
    for (const document of text.split(/^(?=---\n)/m)) {
      appendFileSync(path, document);
      await setTimeout(2);
    }
  },
  async (path, text) => {
    writeFileSync(path, text);
    await setTimeout(2);
  },
  async (path, text) => {
    writeFileSync(`${path}.tmp`, text);
    await setTimeout(2);
    renameSync(`${path}.tmp`, path);
  },
  async (path, text) => {
    rmSync(path);
    await setTimeout(2);
    writeFileSync(path, text);
  },
];

/**
 * Rewrites a folder in this process, so that however slow the machine is, there is another change before the files can seem
 * to have been left alone.
 */
async function* rewritings(folder: string): AsyncGenerator<number> {
  for (let generation = 2; generation <= 40; generation++) {
    for (const [name, text] of Object.entries(generationFiles(generation, 4))) {
      const rewrite = REWRITES[generation % REWRITES.length];
      await rewrite?.(join(folder, name), text);
      await setTimeout(generation % 7);
    }
    if (generation % 5 === 0) yield generation;
  }
}

it("never takes a tree that is rewritten file by file for a finished one", async () => {
  const folder = folderWith(generationFiles(1, 4));
  const { rests } = await hammer(folder, rewritings(folder));
  expect(rests).toBe(8);
});
