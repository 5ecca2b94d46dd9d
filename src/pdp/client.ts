import { GRPC } from "@cerbos/grpc";

/** A client of the PDP at an address. The first call connects; after an outage the next attempt is 50 to 250 ms away. */
export function clientOf(address: string, tls = false): GRPC {
  return new GRPC(address, {
    tls,
    channelOptions: {
      "grpc.initial_reconnect_backoff_ms": 50,
      "grpc.max_reconnect_backoff_ms": 250,
      // Otherwise a new client of an address shares the connection of an old one, and its wait for the next attempt.
      "grpc.use_local_subchannel_pool": 1,
      // A proxy named in the environment would sit between us and the PDP, even on loopback, and answer in its place.
      "grpc.enable_http_proxy": 0,
    },
  });
}
