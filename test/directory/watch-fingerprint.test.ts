import {
  appendFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/directory/files/fingerprint.ts";
import { folderWith } from "./support.ts";
import { link, mountGeneration } from "./watch-files.ts";

async function changes(folder: string, change: () => void): Promise<boolean> {
  const before = await fingerprint(folder);
  expect(await fingerprint(folder)).toBe(before);
  // The times that a file system notes come from a clock that ticks every few milliseconds.
  await setTimeout(20);
  change();
  return (await fingerprint(folder)) !== before;
}

describe("the fingerprint of a folder", () => {
  it("shows a change that neither size nor modification time tell of", async () => {
    const path = join(folderWith({ "a.yaml": "id: a" }), "a.yaml");
    utimesSync(path, 1, 1);
    const change = (): void => {
      writeFileSync(path, "id: b");
      utimesSync(path, 1, 1);
      expect(statSync(path)).toMatchObject({ size: 5, mtimeMs: 1_000 });
    };
    expect(await changes(join(path, ".."), change)).toBe(true);
  });

  it("shows a file in the place of another", async () => {
    const folder = folderWith({ "a.yaml": "id: a", ".b": "id: b" });
    expect(
      await changes(folder, () => {
        renameSync(join(folder, ".b"), join(folder, "a.yaml"));
      }),
    ).toBe(true);
  });

  it("shows that a link led elsewhere for a while", async () => {
    const folder = folderWith();
    mountGeneration(folder, 2);
    mountGeneration(folder, 1);
    expect(
      await changes(folder, () => {
        link("..generation_2", join(folder, "..data"));
        link("..generation_1", join(folder, "..data"));
      }),
    ).toBe(true);
  });

  it("shows that there is no folder, and that there is one again", async () => {
    const folder = folderWith({ "a.yaml": "id: a" });
    expect(
      await changes(folder, () => {
        renameSync(folder, `${folder}-away`);
      }),
    ).toBe(true);
    expect(
      await changes(folder, () => {
        renameSync(`${folder}-away`, folder);
      }),
    ).toBe(true);
  });

  it("leaves out what is not of the directory", async () => {
    const folder = folderWith({
      "a.yaml": "id: a",
      "notes.txt": "",
      ".git/config.yaml": "",
    });
    expect(
      await changes(folder, () => {
        appendFileSync(join(folder, "notes.txt"), "more");
        appendFileSync(join(folder, ".git", "config.yaml"), "more");
      }),
    ).toBe(false);
  });
});
