import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { ANA, ask, PAVEL, testService, type TestService } from "./support.ts";

const PATH = "/access/v1/evaluations";

let pdp: EmbeddedPdp;
let service: TestService;
beforeAll(async () => {
  pdp = await startPdp();
  service = await testService({ pdp: pdp.address });
});
afterAll(async () => {
  await service.close();
  await pdp.close();
});

interface Item {
  readonly decision: boolean;
  readonly context: {
    readonly error?: { readonly status: number; readonly message: string };
  };
}

async function evaluate(request: object): Promise<readonly Item[]> {
  const { status, body } = await service.post(PATH, request);
  expect(status).toBe(200);
  expect(body).not.toHaveProperty("decision");
  return (body as { evaluations: readonly Item[] }).evaluations;
}

async function decisions(request: object): Promise<readonly boolean[]> {
  return (await evaluate(request)).map(({ decision }) => decision);
}

const flag = (id: string): object => ({ resource: { type: "flag", id } });
const may = (name: string): object => ({ action: { name } });
const by = (id: string): object => ({ subject: { type: "user", id } });

describe("several evaluations", () => {
  it("without defaults are answered in their order", async () => {
    expect(
      await decisions({
        evaluations: [
          ask(ANA, "edit"),
          ask(PAVEL, "edit"),
          ask(PAVEL, "read"),
          ask("release-pipeline", "edit"),
        ],
      }),
    ).toEqual([true, false, true, false]);
  });

  it("take from the top level what they do not say", async () => {
    expect(
      await decisions({
        ...ask(PAVEL, "edit"),
        context: { time: "2024-05-31T15:22-07:00" },
        evaluations: [
          {},
          by(ANA),
          may("read"),
          { ...flag("dark-mode"), context: { source: "item" } },
          { ...by(ANA), ...may("activate:write") },
        ],
      }),
    ).toEqual([false, true, true, true, true]);
  });

  it("replace a whole entity, not parts of it", async () => {
    const [whole, part] = await evaluate({
      ...ask(ANA, "edit"),
      resource: {
        type: "flag",
        id: "not-in-the-directory",
        properties: {
          organization: "acme",
          project: "web",
          access: "editors",
          editors: [ANA],
        },
      },
      evaluations: [{}, { resource: { type: "flag", id: "not-there-either" } }],
    });
    expect(whole?.decision).toBe(true);
    expect(part?.context.error?.message).toContain("not-there-either");
  });

  it("are answered like a single one where there are none", async () => {
    for (const none of [{}, { evaluations: [] }]) {
      const { status, body } = await service.post(PATH, {
        ...ask(PAVEL, "edit"),
        ...none,
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        decision: false,
        context: { code: "not_an_editor" },
      });
    }
    const { status } = await service.post(PATH, by(ANA));
    expect(status).toBe(400);
  });

  it("of many people and resources come back complete", async () => {
    const users = [ANA, PAVEL, "sam@acme.example", "viktor@acme.example"];
    const questions = Array.from({ length: 1_000 }, (_, index) =>
      ask(users[index % 4] ?? "", index % 3 === 0 ? "read" : "edit"),
    );
    const found = await decisions({ evaluations: questions });
    expect(found).toEqual(
      questions.map(
        (_, index) => index % 3 === 0 || index % 4 === 0 || index % 4 === 2,
      ),
    );
  });
});

describe("an evaluation that cannot be answered among others", () => {
  it("is refused, with the error in its context, and disturbs no other", async () => {
    const items = await evaluate({
      ...by(ANA),
      options: { evaluations_semantic: "execute_all", another_option: 1 },
      evaluations: [
        { ...may("edit"), ...flag("new-checkout") },
        {},
        { ...may("edti"), ...flag("new-checkout") },
        { ...may("edit"), ...flag("old-checkout") },
        "text",
        { ...may("view"), resource: { type: "content", id: "x" } },
        {
          ...may("read"),
          resource: {
            type: "flag",
            id: "new-checkout",
            properties: { project: "wbe" },
          },
        },
        { ...may("read"), ...flag("new-checkout") },
      ],
    });
    expect(items.map(({ decision }) => decision)).toEqual([
      true,
      ...Array<boolean>(6).fill(false),
      true,
    ]);
    expect(items.slice(1, 7).map(({ context }) => context.error)).toEqual(
      [
        /^\/action: It is missing. \/resource: It is missing.$/,
        /Did you mean "edit"\?/,
        /There is no flag "old-checkout"/,
        /must be an object, but is a string/,
        /attribute "project" is missing.*attribute "archived" is missing/,
        /^\/resource\/properties\/project: There is no project "wbe" in acme. Did you mean "web"\?$/,
      ].map((message) => ({
        status: 400,
        message: expect.stringMatching(message) as unknown,
        problems: expect.any(Array) as unknown,
      })),
    );
  });

  it("does not excuse what is wrong on the top level", async () => {
    for (const wrong of [
      { subject: "alice" },
      { evaluations: {} },
      { options: { evaluations_semantic: "execute_some" } },
    ]) {
      const { status, body } = await service.post(PATH, {
        ...ask(ANA, "edit"),
        evaluations: [ask(ANA, "edit")],
        ...wrong,
      });
      expect(status).toBe(400);
      expect(body).toHaveProperty("error.problems");
    }
  });
});

describe("the semantics", () => {
  const [yes, no, wrong] = [may("read"), may("edit"), may("edti")];
  const asked = (semantic: string, evaluations: readonly object[]): object => ({
    ...by(PAVEL),
    ...flag("new-checkout"),
    options: { evaluations_semantic: semantic },
    evaluations,
  });

  it.each([
    ["execute_all", [yes, no, wrong, yes], [true, false, false, true]],
    ["deny_on_first_deny", [yes, no, yes], [true, false]],
    ["deny_on_first_deny", [yes, wrong, yes], [true, false]],
    ["deny_on_first_deny", [yes, yes], [true, true]],
    ["permit_on_first_permit", [no, wrong, yes, no, yes], [false, false, true]],
    ["permit_on_first_permit", [no, no], [false, false]],
  ])("%s", async (semantic, evaluations, expected) => {
    expect(await decisions(asked(semantic, evaluations))).toEqual(expected);
  });

  it("stop far down too, and then ask the PDP no more", async () => {
    const metric =
      'rolebook_decisions_total{kind="flag",action="delete",effect="deny"}';
    const evaluations = [
      ...Array<object>(70).fill(yes),
      ...Array<object>(900).fill(may("delete")),
    ];
    expect(
      await decisions(asked("deny_on_first_deny", evaluations)),
    ).toHaveLength(71);
    const { body } = await service.server.inject("/metrics");
    const [, count] =
      new RegExp(`^${metric.replace("{", "\\{")} (\\d+)$`, "m").exec(body) ??
      [];
    expect(Number(count)).toBeLessThanOrEqual(50);
  });
});

describe("too much in one request", () => {
  it("is 400 by the number of evaluations", async () => {
    const { status, body } = await service.post(PATH, {
      ...ask(ANA, "edit"),
      evaluations: Array<object>(1_001).fill({}),
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        problems: [
          {
            pointer: "/evaluations",
            message:
              "There are 1001 evaluations, but a request may have at most 1000.",
          },
        ],
      },
    });
  });

  it("is 400 by what a repeated default amounts to", async () => {
    const editors = Array.from(
      { length: 1_000 },
      (_, i) => `u${i}@acme.example`,
    );
    const { status, body } = await service.post(PATH, {
      ...ask(ANA, "edit"),
      resource: { type: "flag", id: "x", properties: { editors } },
      evaluations: Array<object>(1_000).fill({}),
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain("Send fewer.");
  });
});
