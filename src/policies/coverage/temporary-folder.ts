import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { RolebookError } from "../../errors/rolebook-error.ts";
import { startReaper } from "../../pdp/process/reaper.ts";
import { firstLineOf } from "../../util/message.ts";
import type { PolicyFile } from "../policy-files.ts";

/** The temporary folder could not be made. `TMPDIR` says where it is made. */
export class TemporaryFolderError extends RolebookError {
  override readonly name = "TemporaryFolderError";

  constructor(message: string, options?: ErrorOptions) {
    super("no_temporary_folder", message, options);
  }
}

/**
 * Runs `use` with a new folder, which is removed afterwards, even if this process is killed.
 *
 * @throws {TemporaryFolderError} if the folder cannot be made
 */
export async function inTemporaryFolder<T>(
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(tmpdir(), `rolebook-coverage-${randomUUID()}`);
  // It starts first, so that the folder is never there without it.
  const reaper = startReaper(folder);
  try {
    await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
      throw new TemporaryFolderError(
        `The compiler has no place to work in: ${firstLineOf(cause)}`,
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
