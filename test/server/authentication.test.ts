import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { newToken } from "../../src/server/auth/tokens/token.ts";
import { tokenLine } from "../../src/server/auth/tokens/token-file.ts";
import { ANA, ask, testService, type TestService } from "./support.ts";

const [GOOD, EXPIRED, LATER] = [newToken(), newToken(), newToken()];

let folder: string;
let pdp: EmbeddedPdp;
let guarded: TestService;
let open: TestService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-auth-"));
  await writeFile(
    join(folder, "tokens"),
    `${tokenLine("checkout", GOOD)}\n${tokenLine("past", EXPIRED, 0)}`,
  );
  pdp = await startPdp();
  guarded = await testService({
    pdp: pdp.address,
    tokens: join(folder, "tokens"),
    url: "https://rolebook.example.com",
  });
  open = await testService({ pdp: pdp.address });
});
afterAll(async () => {
  await guarded.close();
  await open.close();
  await pdp.close();
  await rm(folder, { recursive: true });
});

const PATHS = [
  "/access/v1/evaluation",
  "/access/v1/evaluations",
  "/access/v1/search/subject",
  "/access/v1/search/resource",
  "/access/v1/search/action",
  "/.well-known/authzen-configuration",
  "/metrics",
  "/nothing",
  "/",
];

function get(
  url: string,
  headers: Record<string, string> = {},
  method: "GET" | "POST" | "HEAD" = "GET",
): Promise<LightMyRequestResponse> {
  return guarded.server.inject({ method, url, headers });
}

function lastLogged(): unknown {
  return JSON.parse(guarded.logged.at(-1) ?? "") as unknown;
}

describe("without a token", () => {
  it.each(PATHS)("%s is 401, by whatever method", async (path) => {
    for (const method of ["GET", "POST", "HEAD"] as const) {
      const { statusCode, headers } = await get(path, {}, method);
      expect(statusCode).toBe(401);
      expect(headers["www-authenticate"]).toBe('Bearer realm="rolebook"');
      expect(headers["x-request-id"]).toBeDefined();
    }
  });

  it("a body is not even read", async () => {
    const { status } = await guarded.post("/access/v1/evaluation", "{not json");
    expect(status).toBe(401);
  });

  it.each(["/healthz", "/readyz"])(
    "%s tells its status and nothing else",
    async (path) => {
      const bare = await get(path);
      expect([bare.statusCode, bare.body]).toEqual([200, ""]);
      const full = await get(path, { authorization: `Bearer ${GOOD}` });
      expect(full.json()).toHaveProperty("status");
    },
  );
});

describe("a token", () => {
  it("that is right lets in, and names its owner in the log", async () => {
    const { status, body } = await guarded.post(
      "/access/v1/evaluation",
      ask(ANA, "edit"),
      { authorization: `bearer ${GOOD}` },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: true });
    expect(guarded.logged.at(-1)).toContain('"client":"checkout"');
  });

  it.each([
    ["unknown", `Bearer ${newToken()}`, "The token is not known."],
    ["expired", `Bearer ${EXPIRED}`, "The token has expired."],
  ])("that is %s is 401, and says so", async (_, authorization, why) => {
    for (const path of ["/access/v1/evaluation", "/healthz"]) {
      const { statusCode, headers } = await get(path, { authorization });
      expect(statusCode).toBe(401);
      expect(headers["www-authenticate"]).toBe(
        `Bearer realm="rolebook", error="invalid_token", error_description="${why}"`,
      );
    }
  });

  it("that has expired names its owner in the log, and to nobody else", async () => {
    const authorization = `Bearer ${EXPIRED}`;
    const { headers, body } = await get("/metrics", { authorization });
    expect(lastLogged()).toMatchObject({
      msg: "The token has expired.",
      expiredToken: "past",
    });
    expect(JSON.stringify(headers) + body).not.toContain("past");
  });

  it("stands by its name beside what it asked in vain, without what follows the path", async () => {
    const authorization = `Bearer ${GOOD}`;
    await get(`/nothing?token=${GOOD}`, { authorization });
    expect(lastLogged()).toMatchObject({
      level: "info",
      status: 404,
      client: "checkout",
      method: "GET",
      path: "/nothing",
    });
  });

  it.each([
    `Basic ${Buffer.from(`a:${GOOD}`).toString("base64")}`,
    GOOD,
    "Bearer",
    `Bearer ${GOOD} ${GOOD}`,
    `Bearer ${GOOD}, Bearer ${GOOD}`,
  ])("in the wrong form is 401", async (authorization) => {
    expect((await get("/metrics", { authorization })).statusCode).toBe(401);
  });

  it("in the address does not count", async () => {
    const url = `/metrics?access_token=${GOOD}`;
    expect((await get(url)).statusCode).toBe(401);
  });

  it("is never logged, right or wrong", async () => {
    const wrong = newToken();
    await get("/metrics", { authorization: `Bearer ${wrong}` });
    await get("/metrics", { authorization: `Bearer ${GOOD}` });
    const log = guarded.logged.join("");
    for (const token of [wrong, GOOD, EXPIRED]) {
      expect(log).not.toContain(token.slice("rolebook_".length));
    }
  });

  it("counts as soon as the file has it, and no longer when it has not", async () => {
    const status = async (token: string): Promise<number> =>
      (await get("/metrics", { authorization: `Bearer ${token}` })).statusCode;
    expect(await status(LATER)).toBe(401);
    await writeFile(join(folder, "tokens"), tokenLine("later", LATER));
    await vi.waitFor(
      async () => {
        expect([await status(LATER), await status(GOOD)]).toEqual([200, 401]);
      },
      { timeout: 5_000 },
    );
    await writeFile(join(folder, "tokens"), "broken");
    await vi.waitFor(
      () => {
        expect(guarded.logged.at(-1)).toContain("the tokens file has problems");
      },
      { timeout: 5_000, interval: 50 },
    );
    expect(await status(LATER)).toBe(200);
    const { body } = await get("/metrics", {
      authorization: `Bearer ${LATER}`,
    });
    expect(body).toContain('rolebook_token_reloads_total{result="ok"} 1');
    expect(body).toContain('rolebook_token_reloads_total{result="failed"} 1');
  });
});

describe("a server without tokens", () => {
  it.each([
    "localhost",
    "LOCALHOST",
    "localhost:8181",
    "127.0.0.1:8181",
    "[::1]:8181",
  ])("answers to the name %s", async (host) => {
    const { statusCode } = await open.server.inject({
      url: "/healthz",
      headers: { host },
    });
    expect(statusCode).toBe(200);
  });

  it.each(["attacker.example", "127.0.0.1.attacker.example", "10.0.0.1"])(
    "does not answer to the name %j, which a page in a browser may have made its own",
    async (host) => {
      const { statusCode } = await open.server.inject({
        url: "/metrics",
        headers: { host },
      });
      expect(statusCode).toBe(403);
    },
  );
});

describe("the metadata", () => {
  it("says where the APIs are, by the address that the operator gave", async () => {
    const authorization = `Bearer ${LATER}`;
    const path = "/.well-known/authzen-configuration";
    const { statusCode, headers, body } = await get(path, {
      authorization,
      host: "attacker.example",
    });
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toMatch(/^application\/json\b/);
    const base = "https://rolebook.example.com";
    expect(JSON.parse(body)).toEqual({
      policy_decision_point: base,
      access_evaluation_endpoint: `${base}/access/v1/evaluation`,
      access_evaluations_endpoint: `${base}/access/v1/evaluations`,
      search_subject_endpoint: `${base}/access/v1/search/subject`,
      search_resource_endpoint: `${base}/access/v1/search/resource`,
      search_action_endpoint: `${base}/access/v1/search/action`,
    });
  });

  it("is not there where nobody said", async () => {
    const path = "/.well-known/authzen-configuration";
    const { statusCode, body } = await open.server.inject(path);
    expect(statusCode).toBe(404);
    expect(body).toContain("--url");
  });
});
