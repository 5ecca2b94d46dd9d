import { lstat } from "node:fs/promises";
import { type Found, walk } from "./walk.ts";

/**
 * Tells whether anything below a folder was touched, without reading files: two fingerprints are the same only if every
 * file and folder of the directory stayed as it was from the end of one to the beginning of the other.
 *
 * Of each it has the name, the identity of what links lead to, the size, and when its content and when its metadata changed
 * last: the latter cannot be set back, as tools that copy files do with the former. Of folders too, for a link that is made to
 * lead elsewhere and back again leaves no trace but there. Never rejects.
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
