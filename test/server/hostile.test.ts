import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { selfSigned } from "./certificate.ts";
import { readPage } from "../../src/server/authzen/pages.ts";
import { LIMITS } from "../../src/server/http/limits.ts";
import { ask, ANA, testService, type TestService } from "./support.ts";

let pdp: EmbeddedPdp;
let service: TestService;
let url: string;
beforeAll(async () => {
  pdp = await startPdp();
  service = await testService({ pdp: pdp.address });
  url = await service.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await service.close();
  await pdp.close();
});

function post(path: string, body: string): Promise<Response> {
  return fetch(new URL(path, url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
}

const EVALUATION = "/access/v1/evaluation";
const place = { organization: "acme", project: "web" };

describe("what a request makes the server say", () => {
  it("is short, whatever is wrong with its attributes", async () => {
    const properties = {
      ...place,
      access: "everyone",
      editors: Array.from({ length: 3_900 }, () => 1),
    };
    const { subject, action } = ask(ANA, "edit");
    const resource = { type: "flag", id: "f", properties };
    const one = await post(
      EVALUATION,
      JSON.stringify({ subject, action, resource }),
    );
    expect(one.status).toBe(400);
    expect((await one.text()).length).toBeLessThan(2_000);

    const many = await post(
      "/access/v1/evaluations",
      JSON.stringify({
        subject,
        action,
        resource,
        evaluations: Array.from({ length: 200 }, () => ({})),
      }),
    );
    expect(many.status).toBe(200);
    expect((await many.text()).length).toBeLessThan(200_000);
  });

  it("is short, however long a name or a value is", async () => {
    const long = "x".repeat(200_000);
    const { subject, action } = ask(ANA, "edit");
    for (const properties of [
      { ...place, access: "everyone", editors: [], [long]: 1 },
      { ...place, access: long, editors: [] },
    ]) {
      const resource = { type: "flag", id: "f", properties };
      const response = await post(
        EVALUATION,
        JSON.stringify({ subject, action, resource }),
      );
      expect(response.status).toBe(400);
      expect((await response.text()).length).toBeLessThan(2_000);
    }
  });
});

describe("a body", () => {
  const question = JSON.stringify(ask(ANA, "edit"));

  it("in which an object has a name twice is none", async () => {
    for (const body of [
      question.replace(
        '"subject":',
        '"subject":{"type":"user","id":"viktor@acme.example"},"subject":',
      ),
      question.replace('"id":', '"id":"viktor@acme.example","id":'),
      question.replace('"id":', '"\\u0069d" : "viktor@acme.example", "id":'),
    ]) {
      expect(body).not.toBe(question);
      const response = await post(EVALUATION, body);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("twice");
    }
  });

  it("may have a name in several objects, and as a value", async () => {
    const body = question.replace(
      '"resource":',
      '"context":{"id":"id","a":[{"id":"{"},{"id":"\\"id\\":"}]},"resource":',
    );
    expect(body).not.toBe(question);
    expect((await post(EVALUATION, body)).status).toBe(200);
  });
});

describe("a page token that somebody made up", () => {
  /** There is no secret in a token: anybody can seal one. */
  function sealed(text: string): string {
    const digest = createHash("sha256").update(
      JSON.stringify([text, "a search"]),
    );
    return `${Buffer.from(text).toString("base64url")}.${digest.digest("base64url").slice(0, 22)}`;
  }

  it("holds no more than one of the server's", () => {
    const token = sealed('["ana@acme.example",1000]');
    expect(readPage({ token }, "a search", LIMITS)).toMatchObject({
      after: "ana@acme.example",
      limit: 1_000,
    });
  });

  it.each([
    '["",1001]',
    '["",1e999]',
    '["",-1]',
    '["",0]',
    '["",1.5]',
    '["","x"]',
    "[1,1]",
    '["",1,1]',
    "1",
    "null",
    "{}",
    "not json",
  ])("is refused: %s", (text) => {
    expect(() => readPage({ token: sealed(text) }, "a search", LIMITS)).toThrow(
      "It is not a token of a search.",
    );
  });
});

describe("a connection on which nothing is said", () => {
  it.each([
    ["", undefined],
    [" with TLS", selfSigned()],
  ])("does not hold up the end of a server%s", async (_, tls) => {
    const stopped = await testService({ pdp: pdp.address, tls });
    const { port } = new URL(await stopped.listen("127.0.0.1", 0));
    const socket = connect(Number(port), "127.0.0.1");
    const ended = once(socket, "close");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    const start = performance.now();
    await stopped.close();
    expect(performance.now() - start).toBeLessThan(5_000);
    await ended;
  });

  it("in the middle of a TLS handshake is cut off when the time is over", async () => {
    const stopped = await testService({
      pdp: pdp.address,
      tls: selfSigned(),
      limits: { drain: 300 },
    });
    const { port } = new URL(await stopped.listen("127.0.0.1", 0));
    const socket = connect(Number(port), "127.0.0.1");
    const ended = once(socket, "close");
    socket.on("error", () => undefined);
    // The beginning of a record that never comes to its end.
    socket.write(Buffer.from("160301", "hex"));
    await setTimeout(100);
    const start = performance.now();
    await stopped.close();
    expect(performance.now() - start).toBeLessThan(5_000);
    await ended;
  });
});
