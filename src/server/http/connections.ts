import type { Server } from "node:http";
import type { Socket } from "node:net";

/** All connections of a server, even those without a TLS handshake or a first byte, which HTTP does not know yet. */
export class Connections {
  readonly #open = new Set<Socket>();

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#open.add(socket);
      socket.once("close", () => {
        this.#open.delete(socket);
      });
    });
  }

  /** Ends the connections on which no byte has arrived. */
  endSilent(): void {
    for (const socket of this.#open) {
      if (socket.bytesRead === 0) socket.destroy();
    }
  }

  endAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
