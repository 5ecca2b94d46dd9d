import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a PDP of our own is reached: by sockets that only its owner can open, or by ports on loopback. */
export type Transport = "unix" | "loopback";

/** The longest path of a socket that every supported platform takes, in bytes. */
const LONGEST_SOCKET_PATH = 103;

/** A folder to be made for the configuration and the sockets, whose paths must be short. */
export function privateFolder(): string {
  const name = `rolebook-${randomUUID().slice(0, 13)}`;
  const folder = join(tmpdir(), name);
  const longest = Buffer.byteLength(join(folder, "grpc.sock"));
  return longest > LONGEST_SOCKET_PATH ? join("/tmp", name) : folder;
}

/** Where a PDP is to listen: in its private folder, or on ports of loopback. */
export async function addresses(
  folder: string,
  transport: Transport,
): Promise<{ grpc: string; http: string }> {
  if (transport === "unix") {
    return {
      grpc: `unix:${join(folder, "grpc.sock")}`,
      http: `unix:${join(folder, "http.sock")}`,
    };
  }
  const [first, second] = await freePorts(2);
  return { grpc: `127.0.0.1:${first}`, http: `127.0.0.1:${second}` };
}

/** Ports on loopback that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
          });
        }),
    ),
  );
  for (const server of servers) server.close();
  return ports;
}
