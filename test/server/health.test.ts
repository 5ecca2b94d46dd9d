import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { checkKinds } from "../../src/server/health/wrong-kinds.ts";
import { KNOWN_PRINCIPALS } from "../../src/server/health/known-principals.ts";
import { probesFor } from "../../src/server/health/probes.ts";
import {
  type Readiness,
  ReadinessCheck,
} from "../../src/server/health/readiness.ts";
import { Metrics } from "../../src/server/metrics.ts";
import { newToken } from "../../src/server/auth/tokens/token.ts";
import { tokenLine } from "../../src/server/auth/tokens/token-file.ts";
import { KINDS } from "../tables/verdict.ts";
import { ACME, ANA, ask, testService, type TestService } from "./support.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-health-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function copyOfPolicies(name: string): Promise<string> {
  const policies = join(folder, name);
  await cp(packagePath("policies"), policies, { recursive: true });
  return policies;
}

async function edit(
  file: string,
  change: (text: string) => string,
): Promise<void> {
  const text = await readFile(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
}

async function readiness(
  service: TestService,
): Promise<{ readonly status: number; readonly body: Readiness }> {
  const response = await service.server.inject("/readyz");
  return { status: response.statusCode, body: response.json() };
}

/** Past the second for which an answer holds, and the seconds that the PDP takes to see a change. */
const SOON = { timeout: 20_000, interval: 200 };

describe("the known decisions", () => {
  it("are one for each kind of the policies, and can be asked", async () => {
    const catalog = await loadCatalog();
    const names = catalog.kinds.map(({ name }) => name);
    const probes = probesFor(catalog);
    expect(probes.map(({ kind }) => kind)).toEqual(names);
    expect(probes.filter(({ isKnown }) => !isKnown)).toEqual([]);
    expect(KNOWN_PRINCIPALS.map(({ allowed }) => allowed)).toEqual([
      true,
      false,
      false,
    ]);
  });

  describe("of policies that went wrong", () => {
    let pdp: EmbeddedPdp;
    let policies: string;
    beforeAll(async () => {
      policies = await copyOfPolicies("wrong");
      const file = (...path: string[]): string => join(policies, ...path);
      // Everybody may, in every organization.
      await edit(file("organization", "audit_log.yaml"), (text) =>
        text
          .replace(/derivedRoles:\n.*/, 'roles: ["*"]')
          .replace("importDerivedRoles: [organization]\n", "\n"),
      );
      // Nobody may.
      await edit(file("analytics", "release.yaml"), (text) =>
        text.replace("actions: [edit]", "actions: [change]"),
      );
      // An attribute more.
      await edit(file("_schemas", "guide.json"), (text) =>
        text.replace('"required": [', '"required": ["another", '),
      );
      pdp = await startPdp({ policies });
    });
    afterAll(() => pdp.close());

    it("are seen to come out wrong in a server that has read these policies itself", async () => {
      const probes = probesFor(await loadCatalog(policies));
      const found = await checkKinds(pdp, probes, {});
      expect(found).toMatchObject({
        wrong: [
          {
            kind: "audit_log",
            problem:
              "an admin of another organization may not view, but the PDP says otherwise",
          },
        ],
      });
    });

    it("are seen to come out wrong, each by its kind", async () => {
      const probes = probesFor(await loadCatalog());
      const found = await checkKinds(pdp, probes, {});
      expect(found).toEqual({
        kind: "answered",
        wrong: [
          {
            kind: "guide",
            problem: "the guide: missing properties: 'another'",
          },
          {
            kind: "release",
            problem:
              "an organization admin may edit, but the PDP says otherwise",
          },
          {
            kind: "audit_log",
            problem:
              "an admin of another organization may not view, but the PDP says otherwise",
          },
        ],
      });
    });
  });
});

describe("kinds of a user's own policies", () => {
  const policy = `apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: invoice
  schemas:
    resourceSchema:
      ref: cerbos:///invoice.json
  rules:
    - name: view
      actions: [view]
      effect: EFFECT_ALLOW
      roles: [user]
`;
  const schema = {
    type: "object",
    additionalProperties: false,
    required: ["organization", "state", "amount", "lines"],
    properties: {
      organization: { type: "string" },
      state: { enum: ["open", "paid"] },
      amount: { type: "number" },
      lines: { type: "array" },
      paid: { type: "boolean" },
    },
  };

  it("are asked with what their schema accepts", async () => {
    const policies = join(folder, "own");
    await cp(packagePath("policies"), policies, { recursive: true });
    await writeFile(join(policies, "invoice.yaml"), policy);
    const file = join(policies, "_schemas", "invoice.json");
    await writeFile(file, JSON.stringify(schema));
    const probes = probesFor(await loadCatalog(policies));
    expect(probes).toHaveLength(KINDS.length + 1);
    expect(probes.find(({ kind }) => kind === "invoice")).toEqual({
      kind: "invoice",
      action: "view",
      resource: {
        kind: "invoice",
        id: "readiness",
        attr: {
          organization: "rolebook-readiness",
          state: "open",
          amount: 1,
          lines: [],
          paid: false,
        },
      },
      isKnown: false,
    });
    const pdp = await startPdp({ policies });
    expect(await checkKinds(pdp, probes, {})).toEqual({
      kind: "answered",
      wrong: [],
    });
    await pdp.close();
  });

  it("are not asked about where nothing that is accepted can be made up", async () => {
    const policies = join(folder, "unlikely");
    await cp(packagePath("policies"), policies, { recursive: true });
    await writeFile(join(policies, "invoice.yaml"), policy);
    await writeFile(
      join(policies, "_schemas", "invoice.json"),
      JSON.stringify({
        ...schema,
        properties: {
          ...schema.properties,
          amount: { type: "number", minimum: 1e9 },
        },
      }),
    );
    const service = await testService({ policies, level: "silent" });
    const { status, body } = await readiness(service);
    await service.close();
    expect(status).toBe(200);
    expect(body.kinds).toEqual({
      checked: KINDS.length,
      wrong: [],
      unchecked: ["invoice"],
    });
  });
});

describe("readiness", () => {
  it("goes when a schema is broken under a running PDP, and comes back when it is mended", async () => {
    const policies = await copyOfPolicies("running");
    const file = join(policies, "_schemas", "flag.json");
    const service = await testService({ policies });
    const before = await readiness(service);
    expect(before).toMatchObject({
      status: 200,
      body: {
        status: "ready",
        problems: [],
        kinds: { checked: KINDS.length, wrong: [] },
      },
    });

    const text = await readFile(file, "utf8");
    await writeFile(file, "{");
    await vi.waitFor(async () => {
      expect((await readiness(service)).status).toBe(503);
    }, SOON);
    const broken = await readiness(service);
    expect(broken.body.status).toBe("not_ready");
    expect(broken.body.kinds.wrong).toEqual([
      {
        kind: "flag",
        problem: expect.stringContaining(
          "Failed to load resource schema",
        ) as unknown,
      },
    ]);
    // What is alive stays so, what can be answered is, and what cannot is no refusal.
    expect((await service.server.inject("/healthz")).statusCode).toBe(200);
    const flag = await service.post("/access/v1/evaluation", ask(ANA, "read"));
    expect([flag.status, flag.headers["retry-after"]]).toEqual([503, "1"]);
    expect(flag.body).toEqual({
      error: { status: 503, message: "The PDP cannot judge this for now." },
    });
    const experiment = await service.post("/access/v1/evaluation", {
      ...ask(ANA, "read"),
      resource: { type: "experiment", id: "checkout-copy" },
    });
    expect(experiment.body).toMatchObject({ decision: true });
    const metrics = await service.server.inject("/metrics");
    expect(metrics.body).toContain("\nrolebook_ready 0\n");

    await writeFile(file, text);
    await vi.waitFor(async () => {
      expect((await readiness(service)).status).toBe(200);
    }, SOON);
    // Once for each change, however often somebody asked.
    const said = service.logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => String(msg).includes("ready"));
    expect(said).toMatchObject([
      {
        level: "error",
        msg: "not ready",
        problems: [expect.stringMatching(/^flag: .*resource schema/)],
      },
      { level: "info", msg: "ready again" },
    ]);
    await service.close();
  });

  it("is not there where no PDP answers", async () => {
    const service = await testService({ pdp: "127.0.0.1:9", level: "silent" });
    const { status, body } = await readiness(service);
    expect(status).toBe(503);
    expect(body.problems).toEqual([
      expect.stringContaining("The PDP at 127.0.0.1:9 cannot be reached"),
    ]);
    expect(body.kinds).toEqual({ checked: 0, wrong: [], unchecked: [] });
    await service.close();
  });

  it("stays, with a warning, where the directory's files come to have problems", async () => {
    const directory = join(folder, "acme");
    await cp(ACME, directory, { recursive: true });
    const service = await testService({ directory });
    const file = join(directory, "flags.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("editors: [ana@", "editors: [anna@"));
    await vi.waitFor(async () => {
      const { status, body } = await readiness(service);
      expect(status).toBe(200);
      expect(body.warnings).toEqual([
        expect.stringContaining("anna@acme.example"),
      ]);
    }, SOON);
    expect(service.logged.join("")).toContain(
      "the directory's files have problems",
    );
    const broken = await service.server.inject("/metrics");
    expect(broken.body).toContain("\nrolebook_directory_current 0\n");

    await writeFile(file, text.replace("editors: [ana@", "editors: [pavel@"));
    await vi.waitFor(async () => {
      expect((await readiness(service)).body.warnings).toEqual([]);
    }, SOON);
    // In force with the next decision.
    const { body } = await service.post(
      "/access/v1/evaluation",
      ask(ANA, "edit"),
    );
    expect(body).toMatchObject({ decision: false });
    const metrics = await service.server.inject("/metrics");
    expect(metrics.body).toContain(
      'rolebook_directory_reloads_total{result="ok"} 1',
    );
    expect(metrics.body).toContain(
      'rolebook_directory_reloads_total{result="failed"} 1',
    );
    expect(metrics.body).toContain("\nrolebook_directory_current 1\n");
    await service.close();
  });

  it("stays, with a warning, where the tokens file comes to have problems", async () => {
    const tokens = join(folder, "tokens");
    const [token, next] = [newToken(), newToken()];
    await writeFile(tokens, tokenLine("ops", token));
    const service = await testService({ tokens, level: "silent" });
    const get = (
      url: string,
      shown = token,
    ): Promise<LightMyRequestResponse> => {
      const headers = { authorization: `Bearer ${shown}` };
      return service.server.inject({ url, headers });
    };
    expect((await get("/metrics")).body).toContain(
      "\nrolebook_tokens_current 1\n",
    );
    await writeFile(tokens, "ops nonsense");
    await vi.waitFor(async () => {
      const found = await get("/readyz");
      expect(found.statusCode).toBe(200);
      expect(found.json<Readiness>().warnings).toEqual([
        expect.stringMatching(/^The tokens file has problems\. .*tokens:1: /),
      ]);
    }, SOON);
    expect((await get("/metrics")).body).toContain(
      "\nrolebook_tokens_current 0\n",
    );
    await writeFile(tokens, tokenLine("ops", next));
    await vi.waitFor(async () => {
      const found = await get("/readyz", next);
      expect(found.statusCode).toBe(200);
      expect(found.json<Readiness>().warnings).toEqual([]);
    }, SOON);
    expect((await get("/metrics", next)).body).toContain(
      "\nrolebook_tokens_current 1\n",
    );
    await service.close();
  });

  it("is worked out once for many who ask", async () => {
    const pdp = await startPdp();
    const check = vi.fn<Pdp["check"]>((...asked) => pdp.check(...asked));
    const readiness = new ReadinessCheck({
      catalog: await loadCatalog(),
      pdp: { ...pdp, check },
      directory: { error: undefined },
      metrics: new Metrics(),
      log: { info: vi.fn(), error: vi.fn() },
    });
    const found = await Promise.all(
      Array.from({ length: 50 }, () => readiness.check()),
    );
    expect(new Set(found.map(({ status }) => status))).toEqual(
      new Set(["ready"]),
    );
    expect(check).toHaveBeenCalledTimes(KNOWN_PRINCIPALS.length);
    await pdp.close();
  });

  it("is gone for good where the server stops", async () => {
    const service = await testService({ level: "silent" });
    expect((await readiness(service)).status).toBe(200);
    const closing = service.close();
    await expect(service.readiness.check()).resolves.toMatchObject({
      status: "draining",
    });
    await closing;
  });
});
