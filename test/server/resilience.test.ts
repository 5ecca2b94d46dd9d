import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import type { EmbeddedPdp } from "../../src/pdp/process/start.ts";
import { freeze } from "../pdp/processes.ts";
import { ANA, ask, PAVEL, testService, type TestService } from "./support.ts";

const PATH = "/access/v1/evaluation";

/** Questions of three kinds of answer, and whether they are allowed. */
const QUESTIONS: readonly (readonly [object, boolean])[] = [
  [ask(ANA, "edit"), true],
  [ask(PAVEL, "edit"), false],
  [ask(PAVEL, "read"), true],
  [ask("viktor@acme.example", "activate:write"), false],
  [ask("viktor@acme.example", "activate:read"), true],
  [ask("nobody@acme.example", "read"), false],
];

interface Seen {
  readonly status: number;
  readonly isRight: boolean;
  readonly took: number;
}

/** Asks without a pause until it is told to stop. */
async function load(
  url: string,
  clients: number,
  signal: AbortSignal,
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const client = async (first: number): Promise<void> => {
    for (let at = first; !signal.aborted; at++) {
      const [question, allowed] = QUESTIONS[at % QUESTIONS.length] ?? [
        {},
        false,
      ];
      const begun = performance.now();
      const response = await fetch(url + PATH, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(question),
      });
      const body = (await response.json()) as { readonly decision?: boolean };
      seen.push({
        status: response.status,
        isRight: body.decision === allowed,
        took: performance.now() - begun,
      });
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, at) => client(at)));
  return seen;
}

function pid(service: TestService): number {
  return (service.pdp as EmbeddedPdp).pid;
}

describe("a PDP that is killed again and again under load", () => {
  it("never makes a wrong answer, and each answer comes in time", async () => {
    const service = await testService({ level: "warn" });
    const url = await service.listen("127.0.0.1", 0);
    const stop = new AbortController();
    const loading = load(url, 8, stop.signal);
    const kills = 3;
    for (let killed = 0; killed < kills; killed++) {
      await sleep(600);
      const before = pid(service);
      process.kill(before, "SIGKILL");
      await vi.waitFor(() => {
        expect(pid(service)).not.toBe(before);
      }, 5_000);
    }
    await sleep(300);
    stop.abort();
    const seen = await loading;

    const answered = seen.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThan(100);
    expect(answered.filter(({ isRight }) => !isRight)).toEqual([]);
    const statuses = new Set(seen.map(({ status }) => status));
    expect(
      [...statuses].filter((each) => each !== 200 && each !== 503),
    ).toEqual([]);
    // The deadline, and what a busy machine adds.
    expect(Math.max(...seen.map(({ took }) => took))).toBeLessThan(4_000);
    expect(seen.slice(-20).map(({ status }) => status)).toEqual(
      Array(20).fill(200),
    );

    const { body } = await service.server.inject("/metrics");
    expect(body).toContain(`\nrolebook_pdp_restarts_total ${kills}\n`);
    expect(
      service.logged.filter((line) => line.includes("the PDP was restarted")),
    ).toHaveLength(kills);
    await service.close();
  });
});

describe("a PDP that cannot be started again", () => {
  it("cannot be reached, as clients are told; why is for the log", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rolebook-resilience-"));
    const policies = join(folder, "policies");
    await cp(packagePath("policies"), policies, { recursive: true });
    const service = await testService({ policies, limits: { deadline: 500 } });
    await writeFile(join(policies, "experiment", "flag.yaml"), "{");
    process.kill(pid(service), "SIGKILL");
    await vi.waitFor(
      async () => {
        const { status, body } = await service.post(PATH, ask(ANA, "edit"));
        expect([status, body]).toEqual([
          503,
          { error: { status: 503, message: "The PDP cannot be reached." } },
        ]);
        const { path, err } = JSON.parse(service.logged.at(-1) ?? "") as {
          readonly path: string;
          readonly err: { readonly message: string };
        };
        expect(path).toBe(PATH);
        expect(err.message).toContain("flag.yaml");
      },
      { timeout: 10_000 },
    );
    await service.close();
    await rm(folder, { recursive: true });
  });
});

describe("a server that is to stop", () => {
  it("answers what is under way, over a connection that it then closes", async () => {
    const service = await testService({ level: "silent" });
    const url = await service.listen("127.0.0.1", 0);
    const frozen = pid(service);
    await freeze(frozen);
    const asking = fetch(url + PATH, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ask(ANA, "edit")),
    });
    await sleep(300);
    const closing = service.close();
    await sleep(100);
    // Nobody new is let in.
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    process.kill(frozen, "SIGCONT");
    const response = await asking;
    expect(response.status).toBe(200);
    expect(response.headers.get("connection")).toBe("close");
    expect(await response.json()).toMatchObject({ decision: true });
    await closing;
    expect(() => process.kill(frozen, 0)).toThrow();
  });

  it("does not wait for connections on which nothing is asked", async () => {
    const service = await testService({ level: "silent" });
    const url = await service.listen("127.0.0.1", 0);
    await (await fetch(`${url}/healthz`)).text();
    const begun = performance.now();
    await service.close();
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it("waits no longer than it may for a request that does not end", async () => {
    const service = await testService({ limits: { drain: 300 } });
    const { port } = new URL(await service.listen("127.0.0.1", 0));
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    await sleep(200);
    const begun = performance.now();
    await Promise.all([service.close(), service.close()]);
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(250);
    expect(took).toBeLessThan(3_000);
    expect(service.logged.join("")).toContain("cut off");
    socket.destroy();
  });
});
