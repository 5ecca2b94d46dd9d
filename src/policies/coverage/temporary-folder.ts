import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PdpUnavailableError } from "../../pdp/errors.ts";
import { startReaper } from "../../pdp/process/reaper.ts";
import { messageOf, type PolicyFile } from "../policy-files.ts";

/**
 * Gives `use` a folder of its own, which is removed however that ends, and however this process does.
 *
 * @throws {PdpUnavailableError} where it cannot be made
 */
export async function inTemporaryFolder<T>(
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(tmpdir(), `rolebook-coverage-${randomUUID()}`);
  // Before there is anything to remove.
  const reaper = startReaper(folder);
  try {
    await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
      throw new PdpUnavailableError(
        `The compiler has no place to work in: ${messageOf(cause)}`,
        { cause },
      );
    });
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    reaper.dismiss();
  }
}

/** Writes a policy folder. */
export async function writePolicyFiles(
  folder: string,
  files: readonly PolicyFile[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { path, text } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
