import { GRPC } from "@cerbos/grpc";

/** A client of the PDP at an address. The first call connects. After an outage, it tries again within 50 to 250 ms. */
export function clientOf(address: string, tls = false): GRPC {
  return new GRPC(address, {
    tls,
    channelOptions: {
      "grpc.initial_reconnect_backoff_ms": 50,
      "grpc.max_reconnect_backoff_ms": 250,
      // Otherwise, a new client shares the connection of an old client of this address, and its wait for the next
      // attempt.
      "grpc.use_local_subchannel_pool": 1,
      // Otherwise, a proxy that the environment names could answer in place of the PDP, even on loopback.
      "grpc.enable_http_proxy": 0,
    },
  });
}
