import { connect, createServer } from "node:net";
import { join } from "node:path";

/** How an embedded PDP is reached: by sockets that only its owner can open, or by ports on loopback. */
export type Transport = "unix" | "loopback";

/** The addresses for a PDP to listen on: sockets in its private folder, or ports on loopback. */
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

/** Whether anything accepts connections at such an address. */
export function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const [, host, port] = /^([\d.]+):(\d+)$/.exec(address) ?? [];
    const socket =
      port === undefined
        ? connect(address.slice("unix:".length))
        : connect(Number(port), host);
    socket.unref();
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      // Any other error comes from a listener that is too busy to accept the connection.
      resolve(error.code !== "ENOENT" && error.code !== "ECONNREFUSED");
    });
  });
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
