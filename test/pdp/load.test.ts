import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { PdpUnavailableError } from "../../src/pdp/errors.ts";
import { kill, mayEdit, PATIENT, withPdp } from "./embedded.ts";

it("an embedded PDP that is killed under load gives right answers or errors, and errors only to those who cannot wait", async () => {
  await withPdp(async (pdp, restarts) => {
    const answers = { right: 0, wrong: 0 };
    const errors = { toImpatient: 0, others: [] as unknown[] };
    const asking = new AbortController();
    const callers = Array.from({ length: 32 }, async (_, caller) => {
      const allowed = caller % 2 === 0;
      const isPatient = caller % 4 < 2;
      const options = isPatient ? PATIENT : { deadline: 100 };
      while (!asking.signal.aborted) {
        try {
          const access = allowed ? "everyone" : "editors";
          const answer = await mayEdit(pdp, access, options);
          answers[answer === allowed ? "right" : "wrong"] += 1;
        } catch (error) {
          if (isPatient || !(error instanceof PdpUnavailableError)) {
            errors.others.push(error);
          } else {
            errors.toImpatient += 1;
          }
        }
      }
    });
    for (let kills = 1; kills <= 5; kills += 1) {
      await sleep(Math.random() * 1_000);
      kill(pdp);
      await vi.waitUntil(() => pdp.restarts === kills, { timeout: 10_000 });
    }
    await sleep(200);
    asking.abort();
    await Promise.all(callers);

    expect(errors.others).toEqual([]);
    expect(answers.wrong).toBe(0);
    expect(answers.right).toBeGreaterThan(100);
    expect(errors.toImpatient).toBeGreaterThan(0);
    for (const { downFor } of restarts) expect(downFor).toBeLessThan(3_000);
  });
});
