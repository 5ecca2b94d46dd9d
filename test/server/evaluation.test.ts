import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { ANA, ask, PAVEL, testService, type TestService } from "./support.ts";

const PATH = "/access/v1/evaluation";

let pdp: EmbeddedPdp;
let service: TestService;
/** Of two organizations, acme and globex. */
let both: TestService;
beforeAll(async () => {
  pdp = await startPdp();
  service = await testService({ pdp: pdp.address });
  both = await testService({
    pdp: pdp.address,
    directory: packagePath("examples"),
  });
});
afterAll(async () => {
  await service.close();
  await both.close();
  await pdp.close();
});

function problems(body: unknown): unknown {
  return (body as { error: { problems: unknown } }).error.problems;
}

describe("an evaluation", () => {
  it("allows, and says by which role and rule", async () => {
    const { status, headers, body } = await service.post(
      PATH,
      ask(ANA, "edit"),
    );
    expect(status).toBe(200);
    expect(headers["content-type"]).toMatch(/^application\/json\b/);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toEqual({
      decision: true,
      context: {
        reason:
          "Ana Silva is a member in Experiment (project web) and an editor of the flag.",
        policy: "resource.flag.vdefault",
        policy_version: "default",
        rule: "change",
        roles: [
          {
            app: "experiment",
            project: "web",
            role: "member",
            from: ['Analytics role member, from group "Payments Team"'],
          },
        ],
        call_id: expect.stringMatching(/^\w{26}$/) as unknown,
      },
    });
  });

  it("refuses with the code and the sentence, where a client of AuthZEN looks for them too", async () => {
    const { status, body } = await service.post(PATH, ask(PAVEL, "edit"));
    expect(status).toBe(200);
    const sentence =
      "The flag is restricted to its editors, and Pavel Novak is not one of them.";
    expect(body).toMatchObject({
      decision: false,
      context: {
        code: "not_an_editor",
        reason: sentence,
        reason_admin: { "403": "resource.flag.vdefault: not_an_editor" },
        reason_user: { "403": sentence },
      },
    });
  });

  it("refuses somebody unknown, and says who may be meant", async () => {
    const { status, body } = await service.post(
      PATH,
      ask("anna@acme.example", "edit"),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      decision: false,
      context: {
        reason:
          "There is no user anna@acme.example in acme. Did you mean ana@acme.example?",
      },
    });
  });

  it("takes the attributes of other kinds from the properties", async () => {
    const chart = {
      type: "content",
      id: "chart-1",
      properties: {
        organization: "acme",
        project: "web",
        type: "chart",
        owners: ["Ana@acme.example"],
        sharedWith: [],
        discoverable: false,
        archived: false,
      },
    };
    for (const [user, decision] of [
      [ANA, true],
      [PAVEL, false],
    ] as const) {
      const question = { ...ask(user, "edit"), resource: chart };
      const { body } = await service.post(PATH, question);
      expect(body).toMatchObject({ decision });
    }
  });

  it("takes no right from the request: roles are the directory's", async () => {
    const question = ask(PAVEL, "edit");
    const { body } = await service.post(PATH, {
      ...question,
      subject: {
        ...question.subject,
        properties: {
          role: "admin",
          roles: ["management_api"],
          organizationRole: "admin",
          experiment: { admin: ["web"] },
        },
      },
      context: { role: "admin" },
    });
    expect(body).toMatchObject({ decision: false });
  });

  it("ignores fields that it does not know, the action's properties, and the context", async () => {
    const question = ask(ANA, "edit");
    const { status, body } = await service.post(PATH, {
      ...question,
      action: { ...question.action, properties: { method: "GET" }, x: 1 },
      context: { time: "1985-10-26T01:22-07:00" },
      futureField: { nested: true },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: true });
  });
});

describe("a subject that is a credential", () => {
  const pipeline = (type: string, id = "release-pipeline"): object => ({
    ...ask("", "edit"),
    subject: { type, id },
  });

  it.each(["credential", "management_api"])(
    "is known by the type %s",
    async (type) => {
      const { body } = await service.post(PATH, pipeline(type));
      expect(body).toMatchObject({
        decision: true,
        context: { rule: "change_any", roles: [] },
      });
    },
  );

  it("is refused by the type of another", async () => {
    const { status, body } = await service.post(PATH, pipeline("scim"));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      decision: false,
      context: {
        reason:
          "The credential release-pipeline is not of the type scim, but of the type management_api.",
      },
    });
  });

  it("is no user, and a user is no credential", async () => {
    const asUser = await service.post(PATH, pipeline("user"));
    const asCredential = await service.post(PATH, pipeline("credential", ANA));
    expect(asUser.body).toMatchObject({ decision: false });
    expect(asCredential.body).toMatchObject({ decision: false });
  });
});

describe("a request that cannot be answered", () => {
  const question = ask(ANA, "edit");
  const without = (name: keyof typeof question): object =>
    Object.fromEntries(
      Object.entries(question).filter(([each]) => each !== name),
    );

  it.each(["subject", "action", "resource"] as const)(
    "without %s is 400",
    async (name) => {
      const { status, body } = await service.post(PATH, without(name));
      expect(status).toBe(400);
      expect(problems(body)).toEqual([
        { pointer: `/${name}`, message: "It is missing." },
      ]);
    },
  );

  it("says everything that is wrong at once, with its place", async () => {
    const { status, body } = await service.post(PATH, {
      subject: "alice",
      action: { name: 123 },
      resource: { id: "", properties: null },
      context: [],
    });
    expect(status).toBe(400);
    expect(problems(body)).toEqual([
      {
        pointer: "/subject",
        message: "It must be an object, but is a string.",
      },
      {
        pointer: "/action/name",
        message: "It must be a string, but is a number.",
      },
      { pointer: "/resource/type", message: "It is missing." },
      { pointer: "/resource/id", message: "It must not be empty." },
      {
        pointer: "/resource/properties",
        message: "It must be an object, but is null.",
      },
      {
        pointer: "/context",
        message: "It must be an object, but is an array.",
      },
    ]);
    expect(body).toMatchObject({
      error: {
        status: 400,
        message: expect.stringContaining(
          "/action/name: It must be a string, but is a number.",
        ) as unknown,
      },
    });
  });

  it.each([
    ["an array", []],
    ["null", null],
    ["a string", "text"],
  ])("is 400 where the body is %s", async (name, body) => {
    const answer = await service.post(PATH, JSON.stringify(body));
    expect(answer.status).toBe(400);
    expect(problems(answer.body)).toEqual([
      { pointer: "", message: `It must be an object, but is ${name}.` },
    ]);
  });

  it.each([
    ["is not JSON", '{"subject":', /not JSON/],
    ["is empty", "", /empty/],
    ["holds half a character", '{"a":"\\ud800"}', /surrogate/],
    ["is nested too deep", `${"[".repeat(99)}${"]".repeat(99)}`, /nested/],
  ])("is 400 where the body %s", async (_, payload, message) => {
    const { status, body } = await service.post(PATH, payload);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { message: expect.stringMatching(message) as unknown },
    });
  });

  it("is 400 where the body is not UTF-8", async () => {
    const { statusCode, body } = await service.server.inject({
      method: "POST",
      url: PATH,
      headers: { "content-type": "application/json" },
      payload: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(statusCode).toBe(400);
    expect(body).toContain("not UTF-8");
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "json"])(
    "is 400 where its content is %s",
    async (type) => {
      const { status, body } = await service.post(PATH, question, {
        "content-type": type,
      });
      expect(status).toBe(400);
      expect(problems(body)).toEqual([
        { pointer: "", message: "The Content-Type must be application/json." },
      ]);
    },
  );

  it("is 400 without any body", async () => {
    const { statusCode } = await service.server.inject({
      method: "POST",
      url: PATH,
    });
    expect(statusCode).toBe(400);
  });

  it.each<[string, object, string, string]>([
    [
      "kind",
      { resource: { type: "flagg", id: "x" } },
      "/resource/type",
      'There is no kind "flagg". Did you mean "flag"?',
    ],
    [
      "action",
      { action: { name: "edti" } },
      "/action/name",
      'There is no action "edti" of flag. Did you mean "edit"?',
    ],
    [
      "flag",
      { resource: { type: "flag", id: "new-chekout" } },
      "/resource/id",
      'There is no flag "new-chekout" in acme. Did you mean "new-checkout"?',
    ],
    [
      "subject type",
      { subject: { type: "usr", id: ANA } },
      "/subject/type",
      'There is no subject type "usr". Did you mean "user"?',
    ],
    [
      "organization",
      {
        subject: {
          type: "user",
          id: ANA,
          properties: { organization: "acne" },
        },
      },
      "/subject/properties/organization",
      'There is no organization "acne". Did you mean "acme"?',
    ],
    [
      "attribute",
      {
        action: { name: "view" },
        resource: {
          type: "tracking_plan",
          id: "x",
          properties: { organization: "acme", projekt: "web" },
        },
      },
      "/resource/properties/projekt",
      'There is no attribute "projekt" of tracking_plan. Did you mean "project"?',
    ],
    [
      "project",
      {
        resource: {
          type: "flag",
          id: "new-checkout",
          properties: { project: "wbe" },
        },
      },
      "/resource/properties/project",
      'There is no project "wbe" in acme. Did you mean "web"?',
    ],
    [
      "organization of a resource",
      {
        action: { name: "view" },
        resource: {
          type: "audit_log",
          id: "x",
          properties: { organization: "acne" },
        },
      },
      "/resource/properties/organization",
      'There is no organization "acne". Did you mean "acme"?',
    ],
    [
      "attribute that a pointer has to escape",
      {
        resource: {
          type: "flag",
          id: "new-checkout",
          properties: { "a/b~c": 1 },
        },
      },
      "/resource/properties/a~1b~0c",
      'There is no attribute "a/b~c" of flag.',
    ],
  ])("names an unknown %s", async (_, part, pointer, message) => {
    const { status, body } = await service.post(PATH, {
      ...question,
      ...part,
    });
    expect(status).toBe(400);
    expect(problems(body)).toContainEqual({
      pointer,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it("names every attribute that is missing or wrong", async () => {
    const { status, body } = await service.post(PATH, {
      ...ask(ANA, "view"),
      resource: {
        type: "content",
        id: "x",
        properties: {
          organization: "acme",
          project: "web",
          type: "picture",
          owners: [],
          discoverable: "true",
          archived: false,
        },
      },
    });
    expect(status).toBe(400);
    expect(problems(body)).toEqual(
      [
        'The attribute "sharedWith" is missing.',
        'The attribute "type" must be one of dashboard, chart, cohort, notebook, saved_segment.',
        'The attribute "discoverable" must be boolean.',
      ].map((message) => ({ pointer: "/resource/properties", message })),
    );
  });
});

describe("a directory of several organizations", () => {
  it("knows a user by the one organization that has them", async () => {
    const { body } = await both.post(PATH, ask(ANA, "edit"));
    expect(body).toMatchObject({ decision: true });
  });

  it("asks which is meant where several have them", async () => {
    const question = ask("dana@agency.example", "read", "push-opt-in");
    const asked = await both.post(PATH, question);
    expect(asked.status).toBe(400);
    expect(problems(asked.body)).toMatchObject([
      { pointer: "/subject/properties/organization" },
    ]);
    const said = await both.post(PATH, {
      ...question,
      subject: {
        ...question.subject,
        properties: { organization: "acme" },
      },
    });
    expect(said.body).toMatchObject({ decision: true });
  });
});

describe("the request id", () => {
  it("is the client's, unchanged", async () => {
    const id = 'bfe9eb29, "é"/ab87';
    const { headers } = await service.post(PATH, ask(ANA, "edit"), {
      "x-request-id": id,
    });
    expect(headers["x-request-id"]).toBe(id);
  });

  it.each([
    ["400", { method: "POST", url: PATH }],
    ["404", { method: "GET", url: "/nothing" }],
    ["405", { method: "GET", url: PATH }],
    ["400", { method: "GET", url: "/%zz" }],
  ] as const)("is on an answer of %s too", async (status, request) => {
    const { headers, statusCode } = await service.server.inject({
      ...request,
      headers: { "x-request-id": "mine" },
    });
    expect(String(statusCode)).toBe(status);
    expect(headers["x-request-id"]).toBe("mine");
  });

  it("is the server's own where the client has none", async () => {
    const { headers } = await service.post(PATH, ask(ANA, "edit"));
    expect(headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
  });
});

describe("a path", () => {
  it("that is not there is 404", async () => {
    const { statusCode, body } = await service.server.inject("/access/v1");
    expect(statusCode).toBe(404);
    expect(JSON.parse(body)).toEqual({
      error: { status: 404, message: "There is nothing here." },
    });
  });

  it("says which methods it takes", async () => {
    const wrong = await service.server.inject({ method: "PUT", url: PATH });
    expect(wrong.statusCode).toBe(405);
    expect(wrong.headers.allow).toBe("POST");
    expect(wrong.json()).toEqual({
      error: { status: 405, message: "PUT is not allowed here. Use POST." },
    });
    const read = await service.server.inject({
      method: "DELETE",
      url: "/healthz?x=1",
    });
    expect(read.headers.allow).toBe("GET, HEAD");
  });
});

describe("the log", () => {
  it("has one line for a decision, and nothing of the resource but its name", async () => {
    const { logged } = service;
    const before = logged.length;
    await service.post(
      PATH,
      {
        ...ask(PAVEL, "edit"),
        resource: {
          type: "content",
          id: "chart-1",
          properties: {
            organization: "acme",
            project: "web",
            type: "chart",
            owners: ["secret-owner@acme.example"],
            sharedWith: [],
            discoverable: true,
            archived: false,
          },
        },
      },
      { "x-request-id": "request-1" },
    );
    const lines = logged.slice(before);
    expect(lines.join("")).not.toContain("secret-owner");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        reqId: "request-1",
        client: "anonymous",
        subject: { type: "user", id: PAVEL },
        action: "edit",
        kind: "content",
        resource: "chart-1",
        decision: "deny",
        code: "not_an_owner",
        callId: expect.any(String) as unknown,
        ms: expect.any(Number) as unknown,
        msg: "decision",
      },
    ]);
  });
});
