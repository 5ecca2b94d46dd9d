import { randomUUID } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The longest path of a socket that every supported platform takes, in bytes. */
const LONGEST_SOCKET_PATH = 103;

/** A folder to be made for the configuration and the sockets, whose paths must be short. */
export function privateFolder(): string {
  const name = `rolebook-${randomUUID().slice(0, 13)}`;
  const folder = join(tmpdir(), name);
  const longest = Buffer.byteLength(join(folder, "grpc.sock"));
  return longest > LONGEST_SOCKET_PATH ? join("/tmp", name) : folder;
}

/**
 * Makes the folder, or leaves it as it is where it is there already and ours: what cleans up temporary files may have taken it
 * since it was made, and then anyone may have made another one of that name.
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
