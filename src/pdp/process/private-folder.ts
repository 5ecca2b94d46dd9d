import { randomUUID } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The longest path of a socket that every supported platform accepts, in bytes. */
const LONGEST_SOCKET_PATH = 103;

/**
 * A new path for the folder of the configuration and the sockets. It is short, because the paths of sockets must be.
 */
export function privateFolder(): string {
  const name = `rolebook-${randomUUID().slice(0, 13)}`;
  const folder = join(tmpdir(), name);
  const longest = Buffer.byteLength(join(folder, "grpc.sock"));
  return longest > LONGEST_SOCKET_PATH ? join("/tmp", name) : folder;
}

/**
 * Makes the folder. If it exists and belongs to this user, it stays as it is.
 *
 * A program that cleans up temporary files may have removed it, and then anyone may have made another one with its
 * name.
 */
export function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    const isOurs =
      found?.isDirectory() === true && found.uid === process.getuid?.();
    if (!isOurs) throw error;
  }
}
