import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { freeze } from "../pdp/processes.ts";
import { ANA, ask, testService, type TestService } from "./support.ts";

const PATH = "/access/v1/evaluation";

let pdp: EmbeddedPdp;
let service: TestService;
let url: URL;
beforeAll(async () => {
  pdp = await startPdp();
  service = await testService({
    pdp: pdp.address,
    limits: { receive: 400 },
  });
  url = new URL(await service.listen("127.0.0.1", 0));
});
afterAll(async () => {
  await service.close();
  await pdp.close();
});

function open(): Socket {
  return connect(Number(url.port), url.hostname);
}

function post(body: string): Promise<Response> {
  return fetch(new URL(PATH, url), {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": "mine" },
    body,
  });
}

describe("a body", () => {
  const filled = (bytes: number): string => {
    const question = { ...ask(ANA, "edit"), filler: "" };
    const rest = bytes - JSON.stringify(question).length;
    return JSON.stringify({ ...question, filler: "x".repeat(rest) });
  };

  it("of 1 MiB is read, and one of a byte more is 413", async () => {
    expect((await post(filled(1024 * 1024))).status).toBe(200);
    const response = await post(filled(1024 * 1024 + 1));
    expect(response.status).toBe(413);
    expect(response.headers.get("x-request-id")).toBe("mine");
    expect(await response.json()).toEqual({
      error: { status: 413, message: "The body is larger than 1048576 bytes." },
    });
  });

  it("without an announced length is limited too", async () => {
    const response = await fetch(new URL(PATH, url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Blob([filled(2 * 1024 * 1024)]).stream(),
      duplex: "half",
    });
    expect(response.status).toBe(413);
  });

  it.each([
    ["subject", { subject: { type: "user", id: "x".repeat(1_025) } }],
    ["resource", { resource: { type: "flag", id: "x".repeat(1_025) } }],
    ["action", { action: { name: "x".repeat(257) } }],
  ])("names no %s that is endless", async (name, part) => {
    const response = await post(
      JSON.stringify({ ...ask(ANA, "edit"), ...part }),
    );
    expect(response.status).toBe(400);
    const pointer = `/${name}/${name === "action" ? "name" : "id"}`;
    expect(await response.text()).toContain(
      `${pointer}: It must not be longer`,
    );
  });
});

describe("a client that is too slow", () => {
  it.each([
    ["with its headers", `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\n`],
    [
      "with its body",
      `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    ],
  ])("%s is cut off, however steadily it sends", async (_, start) => {
    const socket = open();
    socket.write(start);
    const drip = setInterval(() => socket.write("x"), 50);
    const begun = performance.now();
    const answer = await text(socket);
    clearInterval(drip);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("what is no HTTP", () => {
  it.each([
    ["400", "hello\r\n\r\n"],
    [
      "431",
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    ],
  ])("is %s, as JSON", async (status, request) => {
    const socket = open();
    socket.write(request);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [, body] = answer.split("\r\n\r\n");
    expect(JSON.parse(body ?? "")).toMatchObject({
      error: { status: Number(status) },
    });
  });
});

describe("a client that hangs up", () => {
  it("ends what was done for it", async () => {
    const frozen = await testService({});
    const { port } = new URL(await frozen.listen("127.0.0.1", 0));
    await freeze((frozen.pdp as EmbeddedPdp).pid);
    const body = JSON.stringify(ask(ANA, "edit"));
    const socket = connect(Number(port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await sleep(200);
    const begun = performance.now();
    socket.destroy();
    await vi.waitFor(() => {
      expect(frozen.logged.at(-1)).toContain("the client hung up");
    });
    // Far from the 2 seconds that the call could take.
    expect(performance.now() - begun).toBeLessThan(1_000);
    const { body: metrics } = await frozen.server.inject("/metrics");
    await frozen.close();
    expect(metrics).toContain('outcome="aborted"} 1');
    // Of no status is there one that was counted.
    expect(metrics.match(/^rolebook_evaluation_errors_total\{.*$/gm)).toEqual([
      'rolebook_evaluation_errors_total{status="503"} 0',
    ]);
  });

  it("does not end what is done for one that stays", async () => {
    const response = await post(JSON.stringify(ask(ANA, "edit")));
    expect(await response.json()).toMatchObject({ decision: true });
  });
});

describe("a PDP that hangs", () => {
  it("is 503 within the deadline, for one question and for several", async () => {
    const frozen = await testService({
      level: "silent",
      limits: { deadline: 300, longDeadline: 600 },
    });
    await freeze((frozen.pdp as EmbeddedPdp).pid);
    const begun = performance.now();
    const answers = await Promise.all([
      frozen.post(PATH, ask(ANA, "edit")),
      frozen.post("/access/v1/evaluations", {
        ...ask(ANA, "edit"),
        evaluations: [{}, {}],
      }),
      frozen.post("/access/v1/search/subject", ask(ANA, "edit")),
      frozen.post("/access/v1/search/resource", ask(ANA, "edit")),
      frozen.post("/access/v1/search/action", ask(ANA, "edit")),
    ]);
    const took = performance.now() - begun;
    await frozen.close();
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(503));
    for (const { headers, body } of answers) {
      expect(headers["retry-after"]).toBe("1");
      expect(body).toEqual({
        error: { status: 503, message: "The PDP gave no answer in time." },
      });
    }
    expect(took).toBeLessThan(2_000);
  });
});
