import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { kill, mayEdit, PATIENT, withPdp } from "./embedded.ts";
import { freeze, isAlive } from "./processes.ts";

describe.concurrent("an embedded PDP that hangs", () => {
  it("is started again, and answers the calls that it kept", async () => {
    await withPdp(async (pdp, restarts) => {
      await mayEdit(pdp, "everyone");
      const { pid } = pdp;
      await freeze(pid);
      expect(await mayEdit(pdp, "editors", PATIENT)).toBe(false);
      expect(pdp.pid).not.toBe(pid);
      expect(isAlive(pid)).toBe(false);
      expect(restarts).toMatchObject([{ restarts: 1, reason: "it hung" }]);
    });
  });

  it("for some seconds only, more than once, is left alone", async () => {
    await withPdp(async (pdp) => {
      await freeze(pdp.pid);
      await sleep(4_000);
      kill(pdp, "SIGCONT");
      await sleep(1_500);
      await freeze(pdp.pid);
      await sleep(4_000);
      kill(pdp, "SIGCONT");
      expect(await mayEdit(pdp, "everyone")).toBe(true);
      expect(pdp.restarts).toBe(0);
    });
  });
});

it("an embedded PDP does not seem to hang because this process does", async () => {
  await withPdp(async (pdp) => {
    // It gets to run just long enough to ask.
    for (let hangs = 0; hangs < 7; hangs += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_100);
      await setImmediate();
    }
    expect(await mayEdit(pdp, "everyone")).toBe(true);
    expect(pdp.restarts).toBe(0);
  });
});
