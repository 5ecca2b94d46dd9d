/** A process that starts a PDP, prints its process id and address, and then ends in the way that its argument names. */
import { startPdp } from "../../src/pdp/process/start.ts";
import { editFlag } from "./questions.ts";

const pdp = await startPdp();
console.log(JSON.stringify({ pid: pdp.pid, address: pdp.address }));

const [end = "", milliseconds] = process.argv.slice(2);

const killPdp = (): void => {
  process.kill(pdp.pid, "SIGKILL");
};

const ends: Readonly<Record<string, () => void>> = {
  exit: () => process.exit(0),
  throw: () => {
    throw new Error("on purpose");
  },
  return: () => {
    if (milliseconds !== undefined) killPdp();
  },
  wait: () => setInterval(() => undefined, 1_000),
  restart: () => {
    killPdp();
    setTimeout(
      () => process.kill(process.pid, "SIGKILL"),
      Number(milliseconds),
    );
  },
  ask: () => {
    killPdp();
    process.exitCode = 1;
    void pdp.check(editFlag()).then(([answer]) => {
      if (answer?.rulings[0]?.allowed === true) process.exitCode = 0;
    });
  },
};
ends[end]?.();
