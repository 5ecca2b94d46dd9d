/** A process that starts a PDP, says the PDP's process id and address, and then ends as it is told to. */
import { startPdp } from "../../src/pdp/start.ts";

const pdp = await startPdp();
console.log(JSON.stringify({ pid: pdp.pid, address: pdp.address }));

const ends: Readonly<Record<string, () => void>> = {
  exit: () => process.exit(0),
  throw: () => {
    throw new Error("on purpose");
  },
  return: () => undefined,
  wait: () => setInterval(() => undefined, 1_000),
};
ends[process.argv[2] ?? ""]?.();
