import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { packagePath } from "../../src/util/package-root.ts";
import type { EmbeddedPdp } from "../../src/pdp/process/start.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { ask, FLAGS, FRAMEWORKS, type Running } from "./middleware-support.ts";

let pdp: EmbeddedPdp;
let authorizer: Authorizer;

beforeAll(async () => {
  pdp = await startPdp();
  const directory = await loadDirectory(packagePath("examples"));
  authorizer = await createAuthorizer({ directory, pdp });
});

afterAll(async () => {
  await pdp.close();
});

describe.each(FRAMEWORKS)("a service with %s", (_name, start) => {
  let app: Running;

  beforeEach(async () => {
    app = await start(authorizer);
    return () => app.close();
  });

  const [checkout] = FLAGS;

  it("shows a flag to whoever may read it", async () => {
    const { status, body } = await ask(
      app,
      "token-of-viktor",
      "/flags/checkout",
    );
    expect({ status, body }).toEqual({ status: 200, body: checkout });
  });

  it("switches a flag for a listed editor", async () => {
    const change = { method: "PATCH", body: { enabled: true } };
    const { status, body } = await ask(
      app,
      "token-of-ana",
      "/flags/checkout",
      change,
    );
    expect({ status, body }).toEqual({
      status: 200,
      body: { ...checkout, enabled: true },
    });
    expect(app.service.flags.find("acme", "checkout").enabled).toBe(true);
  });

  it("refuses a viewer with 403 and the reason, listed or not, and changes nothing", async () => {
    const change = { method: "PATCH", body: { enabled: true } };
    const { status, body } = await ask(
      app,
      "token-of-viktor",
      "/flags/checkout",
      change,
    );
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        error: "forbidden",
        reason:
          "Viktor Horvat is a viewer in Experiment (project web); viewers may not edit flags, even as their editors.",
      },
    });
    expect(app.service.flags.find("acme", "checkout")).toEqual(checkout);
    expect(app.logged).toEqual([]);
  });

  it("refuses with the code where only a restriction stands in the way", async () => {
    const change = { method: "PATCH", body: { enabled: true } };
    const { status, body } = await ask(
      app,
      "token-of-dana",
      "/flags/push",
      change,
    );
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        error: "forbidden",
        code: "not_an_editor",
        reason:
          "The flag is restricted to its editors, and Dana Levi is not one of them.",
      },
    });
  });

  it("refuses somebody whom the directory does not have", async () => {
    const { status, body } = await ask(
      app,
      "token-of-a-leaver",
      "/flags/checkout",
    );
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { reason: expect.stringMatching(/^There is no user/) as unknown },
    });
  });

  it("does not know the flags of another organization", async () => {
    const { status } = await ask(app, "token-of-mei", "/flags/checkout");
    expect(status).toBe(404);
  });

  it.each([undefined, "", "no-such-token", "ana@acme.example"])(
    "asks who it is: %j",
    async (token) => {
      const { status } = await ask(app, token, "/flags/checkout");
      expect(status).toBe(401);
    },
  );

  it("does not believe what a client says about itself", async () => {
    const response = await fetch(`${app.url}/flags/checkout`, {
      headers: {
        "x-user": "ruth@acme.example",
        authorization: "ruth@acme.example",
      },
    });
    expect(response.status).toBe(401);
  });

  it("lists what somebody may read, of one project or of all", async () => {
    const lists = [
      ["token-of-ana", "/flags", ["checkout", "push"]],
      ["token-of-viktor", "/flags", ["checkout"]],
      ["token-of-ruth", "/flags?project=ios", ["push"]],
      ["token-of-the-pipeline", "/flags?project=ios", ["push"]],
      ["token-of-dana", "/flags?project=web", []],
      ["token-of-mei", "/flags", ["store"]],
      ["token-of-a-leaver", "/flags", []],
    ] as const;
    for (const [token, path, ids] of lists) {
      const { status, body } = await ask(app, token, path);
      expect({
        status,
        token,
        ids: (body as { id: string }[]).map(({ id }) => id),
      }).toEqual({
        status: 200,
        token,
        ids,
      });
    }
  });

  it("says which buttons work, and why the others do not", async () => {
    const path = "/flags/checkout/permissions";
    const { status, body } = await ask(app, "token-of-viktor", path);
    expect(status).toBe(200);
    expect(body).toEqual({
      edit: {
        allowed: false,
        reason:
          "Viktor Horvat is a viewer in Experiment (project web); viewers may not edit flags, even as their editors.",
      },
      delete: { allowed: false, reason: expect.any(String) as unknown },
      manage_access: { allowed: false, reason: expect.any(String) as unknown },
      restrict: { allowed: false, reason: expect.any(String) as unknown },
    });
    const anas = await ask(app, "token-of-ana", path);
    expect(anas.body).toEqual({
      edit: { allowed: true },
      delete: { allowed: true },
      manage_access: { allowed: true },
      restrict: { allowed: true },
    });
  });

  it("answers a page that asks for its buttons as the service guide shows", async () => {
    const guide = await readFile(
      packagePath("docs", "service-guide.md"),
      "utf8",
    );
    const [, shown = ""] = /^```json\n(.*?)^```$/ms.exec(guide) ?? [];
    const path = "/flags/push/permissions";
    const { body } = await ask(app, "token-of-dana", path);
    expect(JSON.parse(shown)).toEqual(body);
  });

  it("says what would change a refusal, and who may change it", async () => {
    const path = "/flags/push/permissions/edit";
    const { status, body } = await ask(app, "token-of-dana", path);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        allowed: false,
        reason:
          "The flag is restricted to its editors, and Dana Levi is not one of them.",
        change: [
          {
            sentence: "Add Dana Levi to the editors of the flag.",
            by: ["Ines Duarte", "Ruth Okafor"],
          },
        ],
      },
    });
  });

  it("has no buttons but these", async () => {
    const path = "/flags/checkout/permissions/destroy";
    const { status } = await ask(app, "token-of-ana", path);
    expect(status).toBe(404);
  });

  it("makes a flag for a member, with the access of new flags", async () => {
    const flag = { id: "banner", project: "web" };
    const { status, body } = await ask(app, "token-of-ana", "/flags", {
      method: "POST",
      body: flag,
    });
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        ...flag,
        organization: "acme",
        access: "everyone",
        editors: [],
        enabled: false,
      },
    });
  });

  it("makes no flag for a viewer", async () => {
    const { status } = await ask(app, "token-of-viktor", "/flags", {
      method: "POST",
      body: { id: "banner", project: "web" },
    });
    expect(status).toBe(403);
    expect(app.service.flags.of("acme").map(({ id }) => id)).toEqual([
      "checkout",
      "push",
    ]);
  });

  it("makes a flag for a program", async () => {
    const { status } = await ask(app, "token-of-the-pipeline", "/flags", {
      method: "POST",
      body: { id: "rollout", project: "ios" },
    });
    expect(status).toBe(201);
  });

  it("does not undo what has changed since the PDP was asked", async () => {
    const racing = await start({
      ...authorizer,
      async assertAllowed(request, options) {
        const decision = await authorizer.assertAllowed(request, options);
        const { flags } = racing.service;
        flags.update(flags.find("acme", "checkout"), { editors: [] });
        return decision;
      },
    });
    try {
      const change = { method: "PATCH", body: { enabled: true } };
      const { status } = await ask(
        racing,
        "token-of-ana",
        "/flags/checkout",
        change,
      );
      expect(status).toBe(409);
      expect(racing.service.flags.find("acme", "checkout")).toEqual({
        ...checkout,
        editors: [],
      });
    } finally {
      await racing.close();
    }
  });

  it("tells a client what is wrong with its request", async () => {
    const change = { method: "PATCH", body: { enabled: "yes" } };
    const { status, body } = await ask(
      app,
      "token-of-ana",
      "/flags/checkout",
      change,
    );
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        error: "bad_request",
        reason: "A flag is enabled, or it is not.",
      },
    });
    const malformed = await fetch(`${app.url}/flags/checkout`, {
      method: "PATCH",
      headers: {
        authorization: "Bearer token-of-ana",
        "content-type": "application/json",
      },
      body: "{",
    });
    expect(malformed.status).toBe(400);
  });

  it("is at fault itself where it asks what cannot be asked: 500, logged, and nothing told", async () => {
    app.service.flags.add({
      id: "misplaced",
      organization: "acme",
      project: "",
      access: "everyone",
      editors: [],
      enabled: false,
    });
    const { status, body } = await ask(
      app,
      "token-of-ruth",
      "/flags/misplaced",
    );
    expect({ status, body }).toEqual({
      status: 500,
      body: { error: "internal" },
    });
    expect(app.logged).toMatchObject([{ name: "ResourceError" }]);
  });
});
