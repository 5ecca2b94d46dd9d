import type { Server } from "node:http";
import type { Socket } from "node:net";

/** The connections of a server, those too that HTTP does not know: before a TLS handshake, or without a first byte. */
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

  /** Ends those on which nothing was ever asked. */
  endSilent(): void {
    for (const socket of this.#open) {
      if (socket.bytesRead === 0) socket.destroy();
    }
  }

  endAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
