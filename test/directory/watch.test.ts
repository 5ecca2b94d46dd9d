import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { DirectoryError } from "../../src/directory/directory-error.ts";
import { Directory } from "../../src/directory/directory.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import type {
  WatchedDirectory,
  WatchOptions,
} from "../../src/directory/watch/watched-directory.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { folderWith } from "./support.ts";
import {
  generationFiles,
  generationOf,
  link,
  mountGeneration,
  releaseGeneration,
  writeFiles,
} from "./watch-files.ts";

const QUICK: WatchOptions = { interval: 10, settle: 30 };

const opened: WatchedDirectory[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

interface Watching {
  readonly watched: WatchedDirectory;
  /** The generations that came into force. */
  readonly reloads: number[];
  readonly errors: Error[];
}

async function watch(
  folder: string,
  options: WatchOptions = QUICK,
): Promise<Watching> {
  const directory = await loadDirectory(folder);
  const reloads: number[] = [];
  const errors: Error[] = [];
  const watched = directory.watch({
    onReload: (each) => reloads.push(generationOf(each)),
    onError: (error) => errors.push(error),
    ...options,
  });
  opened.push(watched);
  return { watched, reloads, errors };
}

async function inForce(
  { watched }: Watching,
  generation: number,
): Promise<void> {
  await until(() => generationOf(watched.current) === generation);
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { interval: 5, timeout: 10_000 }).toBe(true);
}

function first(): string {
  return folderWith(generationFiles(1));
}

describe("a watched directory", () => {
  it.each<[string, (folder: string) => void]>([
    [
      "files that are written in place",
      (folder) => {
        writeFiles(folder, generationFiles(2));
      },
    ],
    [
      "files that are replaced by a rename",
      (folder) => {
        for (const [name, text] of Object.entries(generationFiles(2))) {
          writeFileSync(join(folder, `.${name}.tmp`), text);
          renameSync(join(folder, `.${name}.tmp`), join(folder, name));
        }
      },
    ],
    [
      "a folder that is replaced by a rename",
      (folder) => {
        writeFiles(`${folder}-2`, generationFiles(2));
        renameSync(folder, `${folder}-old`);
        renameSync(`${folder}-2`, folder);
      },
    ],
    [
      "files that are deleted and come in folders of their own",
      (folder) => {
        const files = Object.entries(generationFiles(2));
        for (const [name] of files) rmSync(join(folder, name));
        writeFiles(
          folder,
          Object.fromEntries(
            files.map(([name, text]) => [`of-${name}/${name}`, text]),
          ),
        );
      },
    ],
  ])("follows %s", async (_, change) => {
    const folder = first();
    const watching = await watch(folder);
    await watching.watched.reload();
    change(folder);
    await inForce(watching, 2);
    expect(watching.watched.error).toBeUndefined();
    expect(watching.watched.reloads).toBe(watching.reloads.length);
    expect(watching.reloads.at(-1)).toBe(2);
  });

  it("follows a mounted ConfigMap, whose files lead through a link that is swapped", async () => {
    const folder = folderWith();
    mountGeneration(folder, 1);
    const watching = await watch(folder);
    for (const generation of [2, 3]) {
      mountGeneration(folder, generation);
      await inForce(watching, generation);
    }
    expect(watching.reloads).toEqual([2, 3]);
    expect(watching.errors).toEqual([]);
  });

  it("follows a link to a folder that is made to lead to another, and back", async () => {
    const path = join(folderWith(), "current");
    releaseGeneration(path, 1);
    const watching = await watch(path);
    releaseGeneration(path, 2);
    await inForce(watching, 2);
    link("current-release-1", path);
    await inForce(watching, 1);
    expect(watching.reloads).toEqual([2, 1]);
  });

  it("does not miss what changed between loading and watching", async () => {
    const folder = first();
    const directory = await loadDirectory(folder);
    writeFiles(folder, generationFiles(2));
    const watched = directory.watch(QUICK);
    opened.push(watched);
    expect(watched.current).toBe(directory);
    await until(() => generationOf(watched.current) === 2);
    expect(generationOf(directory)).toBe(1);
  });

  it("waits for files that are still being written", async () => {
    const folder = first();
    const { watched, reloads, errors } = await watch(folder);
    const text = generationFiles(2)["people-0.yaml"] ?? "";
    const [one = "", ...others] = text.split(/^(?=---\n)/m);
    // Each piece is valid YAML, and so is every beginning of the file.
    writeFileSync(join(folder, "people-0.yaml"), one);
    const pieces = [...others, generationFiles(2)["people-4.yaml"] ?? ""];
    const reading = watched.reload();
    for (const piece of pieces) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      if (piece === pieces.at(-1)) {
        writeFileSync(join(folder, "people-4.yaml"), piece);
      } else appendFileSync(join(folder, "people-0.yaml"), piece);
    }
    expect(generationOf(await reading)).toBe(2);
    expect(reloads).toEqual([2]);
    expect(errors).toEqual([]);
  });

  it("holds directories that cannot be changed", async () => {
    const folder = first();
    const directory = await loadDirectory(folder);
    expect(Object.isFrozen(directory)).toBe(true);
    expect(directory).toBeInstanceOf(Directory);
    expect(directory.path).toBe(folder);
    expect(Object.isFrozen(new Directory([]))).toBe(true);
    const { watched } = await watch(folder);
    writeFiles(folder, generationFiles(2));
    expect(Object.isFrozen(await watched.reload())).toBe(true);
  });

  it.each([
    { interval: 0 },
    { interval: Number.NaN },
    { interval: 2 ** 31 },
    { settle: 19 },
    { settle: Number.POSITIVE_INFINITY },
  ])("refuses %o", async (options) => {
    const directory = await loadDirectory(first());
    expect(() => directory.watch(options)).toThrow(RangeError);
  });
});

describe("files that are no valid directory", () => {
  const BROKEN = "apiVersion: rolebook/v1\nkind: Usr\n";

  it("leave the old one in force, and are reported once, until they are mended", async () => {
    const folder = first();
    const watching = await watch(folder);
    const { watched, reloads, errors } = watching;
    const before = watched.current;
    writeFileSync(join(folder, "broken.yaml"), BROKEN);
    await until(() => errors.length > 0);
    expect(errors[0]).toBeInstanceOf(DirectoryError);
    expect(errors[0]?.message).toContain('Unknown kind "Usr"');
    expect(watched.error).toBe(errors[0]);
    expect(watched.current).toBe(before);

    // Neither looking again nor touching the files makes news of it.
    utimesSync(join(folder, "broken.yaml"), 1, 1);
    await expect(watched.reload()).rejects.toBe(errors[0]);
    await expect(watched.reload()).rejects.toBe(errors[0]);
    expect(errors).toHaveLength(1);

    writeFileSync(join(folder, "broken.yaml"), BROKEN.replace("Usr", "Usre"));
    await until(() => errors.length > 1);
    expect(watched.error).toBe(errors[1]);
    expect(reloads).toEqual([]);

    rmSync(join(folder, "broken.yaml"));
    await until(() => watched.error === undefined);
    expect(reloads).toEqual([1]);
    writeFiles(folder, generationFiles(2));
    await inForce(watching, 2);
    expect(errors).toHaveLength(2);
  });

  it("are also those of a folder that is gone, until it is back", async () => {
    const folder = first();
    const watching = await watch(folder);
    const { watched, errors } = watching;
    renameSync(folder, `${folder}-away`);
    await until(() => errors.length > 0);
    expect(errors[0]?.message).toContain("This does not exist");
    await expect(watched.reload()).rejects.toBe(errors[0]);
    expect(generationOf(watched.current)).toBe(1);
    expect(errors).toHaveLength(1);
    writeFiles(`${folder}-away`, generationFiles(2));
    renameSync(`${folder}-away`, folder);
    await inForce(watching, 2);
    expect(watched.error).toBeUndefined();
  });

  it("are also those that are never left alone", async () => {
    const folder = first();
    const watching = await watch(folder, { interval: 10, settle: 20 });
    let rewrites = 0;
    const restless = setInterval(() => {
      writeFiles(folder, generationFiles(2 + (rewrites++ % 8)));
    }, 5);
    try {
      await until(() => watching.errors.length > 0);
    } finally {
      clearInterval(restless);
    }
    expect(watching.errors[0]?.message).toContain("The files keep changing");
    expect(watching.reloads).toEqual([]);
    writeFiles(folder, generationFiles(2));
    await inForce(watching, 2);
    expect(watching.watched.error).toBeUndefined();
    expect(watching.errors).toHaveLength(1);
  });

  it("are a warning of the process where nobody listens", async () => {
    const folder = first();
    const { watched } = await watch(folder, { ...QUICK, onError: undefined });
    const warned = once(process, "warning");
    writeFileSync(join(folder, "broken.yaml"), BROKEN);
    const [warning] = (await warned) as [Error];
    expect(warning).toBe(watched.error);
  });
});

describe("a reload on demand", () => {
  it("gives the directory of the files as they are", async () => {
    const folder = first();
    const { watched, reloads } = await watch(folder, {
      interval: 60_000,
      settle: 20,
    });
    writeFiles(folder, generationFiles(2));
    const directory = await watched.reload();
    expect(generationOf(directory)).toBe(2);
    expect(watched.current).toBe(directory);
    expect(reloads).toEqual([2]);
  });

  it("does nothing where the files say what they did", async () => {
    const folder = first();
    const { watched, reloads } = await watch(folder);
    const before = watched.current;
    expect(await watched.reload()).toBe(before);
    utimesSync(join(folder, "acme.yaml"), 1, 1);
    writeFiles(folder, generationFiles(1));
    expect(await watched.reload()).toBe(before);
    expect(watched.reloads).toBe(0);
    expect(reloads).toEqual([]);
  });

  it("sees what changed while another one was under way", async () => {
    const folder = first();
    const directory = await loadDirectory(folder);
    const following: Promise<Directory>[] = [];
    const watched = directory.watch({
      interval: 60_000,
      settle: 20,
      onReload: (each) => {
        if (generationOf(each) > 2) return;
        // The files were read, and the reload has not ended.
        writeFiles(folder, generationFiles(3));
        following.push(watched.reload(), watched.reload());
      },
    });
    opened.push(watched);
    writeFiles(folder, generationFiles(2));
    await watched.reload();
    const generations = (await Promise.all(following)).map(generationOf);
    expect(generations).toEqual([3, 3]);
    expect(watched.reloads).toBe(2);
  });
});

describe("a watch that is closed", () => {
  it("calls nothing any more, keeps its directory, and can be closed again", async () => {
    const folder = first();
    const { watched, reloads, errors } = await watch(folder);
    writeFiles(folder, generationFiles(2));
    const reading = watched.reload();
    const ending = watched.close();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    await ending;
    await watched.close();
    await expect(watched.reload()).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(generationOf(watched.current)).toBe(1);
    expect([...reloads, ...errors]).toEqual([]);
  });

  it("calls nothing from when it is closed, wherever in a reload that is", async () => {
    const folder = folderWith(generationFiles(1, 30));
    const directory = await loadDirectory(folder);
    writeFiles(folder, generationFiles(2, 30));
    let late = 0;
    for (let moment = 20; moment < 80; moment += 5) {
      let closed = false;
      const watched = directory.watch({
        settle: 20,
        onReload: () => {
          if (closed) late++;
        },
      });
      const reading = watched.reload().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, moment));
      closed = true;
      await watched.close();
      await reading;
    }
    expect(late).toBe(0);
  });

  it("may be closed by its own callback", async () => {
    const folder = first();
    const directory = await loadDirectory(folder);
    let closed: Promise<void> | undefined;
    const watched = directory.watch({
      ...QUICK,
      onReload: () => {
        closed = watched.close();
      },
    });
    writeFiles(folder, generationFiles(2));
    await until(() => closed !== undefined);
    await closed;
    expect(generationOf(watched.current)).toBe(2);
  });
});

describe("a process that watches", () => {
  it("sees what a callback throws, goes on watching, and ends without a close", async () => {
    const path = join(folderWith(), "current");
    releaseGeneration(path, 1);
    const child = spawn(
      process.execPath,
      ["--import", "tsx", packagePath("test/directory/watch-process.ts"), path],
      { stdio: ["pipe", "pipe", "inherit"], cwd: packagePath() },
    );
    const exit = once(child, "exit");
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length <= 2) {
        releaseGeneration(path, lines.length + 1);
      } else child.stdin.end();
    }
    expect(lines).toEqual([
      "watching",
      "uncaught: thrown at 2",
      "uncaught: thrown at 3",
    ]);
    expect(await exit).toEqual([0, null]);
  });
});
