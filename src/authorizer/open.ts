import { connectPdp } from "../pdp/connect.ts";
import type { Pdp } from "../pdp/pdp.ts";
import { startPdp, type StartOptions } from "../pdp/process/start.ts";

/**
 * Opens the PDP at an address, or starts one if there is no address.
 *
 * @param address `host:port`, or `unix:` and the path of a socket
 * @param options for a PDP that is started
 * @throws {TypeError} if the address is not valid
 * @throws {PdpUnavailableError} if no PDP can be started
 */
export async function openPdp(
  address: string | undefined,
  options?: StartOptions,
): Promise<Pdp> {
  return address === undefined ? startPdp(options) : connectPdp(address);
}
