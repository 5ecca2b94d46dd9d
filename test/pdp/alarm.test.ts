import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setAlarm } from "../../src/pdp/alarm.ts";
import { packagePath } from "../../src/package-root.ts";

/** A node process that runs this with `setAlarm`, and how long it lived once it ran. */
async function lifeOf(code: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      "--import",
      "tsx",
      "--input-type=module",
      "--eval",
      `import { setAlarm } from ${JSON.stringify(packagePath("src", "pdp", "alarm.ts"))};
const start = performance.now();
process.on("exit", () => console.log(performance.now() - start));
${code}`,
    ],
    { cwd: packagePath() },
  );
  return Number(stdout);
}

describe("an alarm", () => {
  it("rings once when it is time, whatever others there are, and not if it was cancelled", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            after: fc.integer({ min: 1, max: 60 }),
            cancelled: fc.option(fc.integer({ min: 0, max: 60 })),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        async (alarms) => {
          const start = performance.now();
          const rung: number[][] = alarms.map(() => []);
          const cancels = alarms.map(({ after }, index) =>
            setAlarm(after, () => {
              rung[index]?.push(performance.now() - start);
            }),
          );
          const cancelled = await Promise.all(
            alarms.map(async ({ cancelled: at }, index) => {
              if (at === null) return false;
              await sleep(at);
              const isBefore = rung[index]?.length === 0;
              cancels[index]?.();
              return isBefore;
            }),
          );
          await sleep(80);
          alarms.forEach(({ after }, index) => {
            const times = rung[index] ?? [];
            expect(times).toHaveLength(cancelled[index] === true ? 0 : 1);
            for (const time of times)
              expect(time).toBeGreaterThanOrEqual(after);
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  it("may set another when it rings", async () => {
    const rung = await new Promise<number>((resolve) => {
      const start = performance.now();
      setAlarm(20, () => {
        setAlarm(5, () => {
          resolve(performance.now() - start);
        });
      });
    });
    expect(rung).toBeGreaterThanOrEqual(25);
    expect(rung).toBeLessThan(1_000);
  });

  it("keeps the process alive until it rings", async () => {
    expect(await lifeOf("setAlarm(300, () => {});")).toBeGreaterThanOrEqual(
      300,
    );
  });

  it("does not, once it is cancelled", async () => {
    expect(await lifeOf("setAlarm(20_000, () => {})();")).toBeLessThan(5_000);
  });

  it("does so again, where another is set after all were cancelled", async () => {
    const code = "setAlarm(400, () => {})(); setAlarm(500, () => {});";
    expect(await lifeOf(code)).toBeGreaterThanOrEqual(500);
  });
});
