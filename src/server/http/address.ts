import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
LOOPBACK.addSubnet("::ffff:127.0.0.0", 104, "ipv6");

/** Whether the address is an IP address that only this machine can reach. */
export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return (
    version !== 0 && LOOPBACK.check(address, version === 4 ? "ipv4" : "ipv6")
  );
}

/** Whether the address stands for all addresses of this machine. */
export function isUnspecified(address: string): boolean {
  return isIP(address) === 4
    ? address === "0.0.0.0"
    : isIP(address) === 6 && /^[0:]+$/.test(address);
}

/** The addresses of a host's name, or the address itself. Empty if the name cannot be resolved. */
export async function addressesOf(host: string): Promise<readonly string[]> {
  const name = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(name) !== 0) return [name];
  try {
    const found = await lookup(name, { all: true });
    return found.map(({ address }) => address);
  } catch {
    return [];
  }
}

/** The port in a text; undefined if it is not a port. 0 stands for any free port. */
export function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) < 2 ** 16
    ? Number(text)
    : undefined;
}

/** An address and a port in the form of a URL. */
export function authority(address: string, port: number): string {
  return `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
}
