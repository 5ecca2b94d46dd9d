import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { PdpUnavailableError } from "../../src/pdp/errors.ts";
import type { PdpRequest } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { editFlag, MEMBER } from "../support/questions.ts";
import {
  EDITABLE_FLAGS,
  folderOf,
  kill,
  mayEdit,
  PATIENT,
  withPdp,
} from "./embedded.ts";
import { freeze, isAlive, isInUse } from "./processes.ts";

describe("an embedded PDP that is killed", () => {
  it.each(["unix", "loopback"] as const)(
    "while it has nothing to do answers the next check: %s",
    async (transport) => {
      await withPdp(
        async (pdp, restarts) => {
          const { pid, address } = pdp;
          kill(pdp);
          expect(await mayEdit(pdp, "everyone", PATIENT)).toBe(true);
          expect(await mayEdit(pdp, "editors")).toBe(false);
          expect(pdp).toMatchObject({ restarts: 1, address });
          expect(pdp.pid).not.toBe(pid);
          expect(isAlive(pdp.pid)).toBe(true);
          expect(restarts).toMatchObject([
            { restarts: 1, reason: "it ended with SIGKILL" },
          ]);
          expect(restarts[0]?.downFor).toBeLessThan(3_000);
        },
        { transport },
      );
    },
  );

  it("answers the calls that were under way", async () => {
    await withPdp(async (pdp) => {
      await mayEdit(pdp, "everyone");
      await freeze(pdp.pid);
      const calls = [
        mayEdit(pdp, "everyone", PATIENT),
        mayEdit(pdp, "editors", PATIENT),
        pdp.plan(EDITABLE_FLAGS, PATIENT),
      ];
      await sleep(50);
      kill(pdp);
      expect(await Promise.all(calls)).toEqual([
        true,
        false,
        { kind: "conditional", condition: expect.anything() as unknown },
      ]);
    });
  });

  it("is a typed error for a call that cannot wait so long", async () => {
    await withPdp(async (pdp) => {
      kill(pdp);
      const call = mayEdit(pdp, "everyone", { deadline: 50 });
      await expect(call).rejects.toThrow(PdpUnavailableError);
    });
  });

  it("leaves it to the caller to give up earlier", async () => {
    await withPdp(async (pdp) => {
      kill(pdp);
      const reason = new Error("the user went away");
      const caller = new AbortController();
      const { signal } = caller;
      const call = expect(pdp.plan(EDITABLE_FLAGS, { signal })).rejects.toBe(
        reason,
      );
      await sleep(50);
      caller.abort(reason);
      await call;
      expect(pdp.restarts).toBe(0);
    });
  });

  it("says why it is not there", async () => {
    await withPdp(async (pdp) => {
      kill(pdp);
      await sleep(50);
      await expect(pdp.plan(EDITABLE_FLAGS, { deadline: 20 })).rejects.toThrow(
        "did not answer within 20 ms: it ended with SIGKILL, and is being started again",
      );
    });
  });

  it("by SIGTERM, over which it may take 2 seconds, fails no call that can wait", async () => {
    await withPdp(async (pdp) => {
      const [flag] = editFlag().resources;
      if (flag === undefined) throw new Error("the fixture is empty");
      const long: PdpRequest = {
        principal: MEMBER,
        resources: Array.from({ length: 100 }, () => flag),
      };
      const asking = new AbortController();
      const callers = Array.from({ length: 32 }, async (_, caller) => {
        const request = caller % 4 === 0 ? long : editFlag();
        while (!asking.signal.aborted) {
          expect(await pdp.check(request, PATIENT)).toHaveLength(
            request.resources.length,
          );
        }
      });
      await sleep(300);
      kill(pdp, "SIGTERM");
      await vi.waitUntil(() => pdp.restarts === 1, { timeout: 10_000 });
      asking.abort();
      await Promise.all(callers);
    });
  });

  it("comes back though its folder has been cleaned up", async () => {
    await withPdp(async (pdp) => {
      await rm(folderOf(pdp), { recursive: true });
      kill(pdp);
      expect(await mayEdit(pdp, "everyone", PATIENT)).toBe(true);
    });
  });

  it("whenever a call reaches it is not asked for ever", async () => {
    const endUnderTheCall = async (): Promise<void> => {
      const { pid } = pdp;
      process.kill(pid, "SIGSTOP");
      await sleep(100);
      process.kill(pid, "SIGKILL");
    };
    const pdp = await startPdp({ onRestart: () => void endUnderTheCall() });
    void endUnderTheCall();
    const call = mayEdit(pdp, "everyone", PATIENT);
    await expect(call).rejects.toThrow("cannot be reached");
    expect(pdp.restarts).toBe(4);
    await pdp.close();
  });
});

it("an embedded PDP whose policies are broken when it is killed says what is wrong, and is back when they are mended", async () => {
  const policies = await mkdtemp(join(tmpdir(), "rolebook-test-"));
  await cp(packagePath("policies"), policies, { recursive: true });
  const broken = join(policies, "broken.yaml");
  await withPdp(
    async (pdp, restarts) => {
      await writeFile(broken, "resourcePolicy: [");
      kill(pdp);
      for (const ask of [
        () => mayEdit(pdp, "everyone", { deadline: 1_500 }),
        () => pdp.plan(EDITABLE_FLAGS, { deadline: 20 }),
      ]) {
        const call = ask();
        await expect(call).rejects.toThrow(PdpUnavailableError);
        await expect(call).rejects.toThrow(
          /it ended with SIGKILL, and could not be started again\. The PDP did not start with the policies in .*broken\.yaml/s,
        );
      }
      await rm(broken);
      expect(await mayEdit(pdp, "everyone", PATIENT)).toBe(true);
      expect(await mayEdit(pdp, "editors")).toBe(false);
      expect(restarts).toMatchObject([{ restarts: 1 }]);
    },
    { policies },
  );
  await rm(policies, { recursive: true });
});

describe.concurrent(
  "an embedded PDP that is closed while it is started again",
  () => {
    it.each([0, 3, 30, 100])("after %i ms is gone", async (milliseconds) => {
      await withPdp(async (pdp, restarts) => {
        const folder = folderOf(pdp);
        kill(pdp);
        await sleep(milliseconds);
        const call = expect(mayEdit(pdp, "everyone", PATIENT)).rejects.toThrow(
          PdpUnavailableError,
        );
        await Promise.all([pdp.close(), pdp.close()]);
        await call;
        expect(existsSync(folder)).toBe(false);
        expect(isInUse(folder)).toBe(false);
        await sleep(300);
        expect(isInUse(folder)).toBe(false);
        expect(restarts).toEqual([]);
        await expect(mayEdit(pdp, "everyone")).rejects.toThrow(
          "has been closed",
        );
      });
    });
  },
);
