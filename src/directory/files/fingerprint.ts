import { lstat } from "node:fs/promises";
import { type Found, walk } from "./walk.ts";

/**
 * A text by which to tell whether anything below a folder was touched. It does not read files.
 *
 * Two fingerprints are equal only if no file and no folder of the directory changed from the end of the first to the
 * beginning of the second. For each, it has the name, the device and inode (after links are followed), the size, and
 * the times of the last change of the content and of the metadata. Tools that copy files set the first of these times
 * back, but nobody can set the second. Folders are included because a link that is pointed elsewhere and back again
 * leaves a trace only there.
 *
 * Never rejects.
 */
export async function fingerprint(folder: string): Promise<string> {
  const stamps: Promise<string>[] = [];
  for await (const found of walk(folder)) stamps.push(stampOf(found));
  return (await Promise.all(stamps)).join("\n");
}

async function stampOf(found: Found): Promise<string> {
  const { name } = found;
  if (found.kind === "problem") {
    return JSON.stringify([name, found.problem.message]);
  }
  try {
    const stats = await lstat(found.real, { bigint: true });
    const { dev, ino, size, mtimeNs, ctimeNs } = stats;
    return [JSON.stringify(name), dev, ino, size, mtimeNs, ctimeNs].join();
  } catch (error) {
    return JSON.stringify([name, String(error)]);
  }
}
