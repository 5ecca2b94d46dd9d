import { constants, open } from "node:fs/promises";
import {
  NOT_A_FILE,
  NOT_TEXT,
  TOO_LARGE,
  type FileProblem,
} from "./file-problems.ts";

/** The most bytes that are read of one file. */
const MOST_BYTES = 16 * 1024 * 1024;

const CHUNK = 64 * 1024;

/**
 * The text of a regular file of at most 16 MiB, or why it cannot be read. Rejects with the errors of the file system.
 *
 * If the file has become a pipe or a link since it was found, it does not wait for the pipe and does not follow the
 * link.
 */
export async function readBounded(path: string): Promise<string | FileProblem> {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  const file = await open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return NOT_A_FILE;
    if (stats.size > MOST_BYTES) return TOO_LARGE;
    // The file may grow while it is read, so its size alone does not tell how much to read.
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const size = Math.max(CHUNK, stats.size + 1 - total);
      const { bytesRead, buffer } = await file.read(Buffer.alloc(size));
      if (bytesRead === 0) break;
      total += bytesRead;
      if (total > MOST_BYTES) return TOO_LARGE;
      chunks.push(buffer.subarray(0, bytesRead));
    }
    return decode(Buffer.concat(chunks));
  } finally {
    await file.close();
  }
}

function decode(bytes: Buffer): string | FileProblem {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return NOT_TEXT;
  }
}
