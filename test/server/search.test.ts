import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dump } from "js-yaml";
import { packagePath } from "../../src/util/package-root.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { ANA, ask, PAVEL, testService, type TestService } from "./support.ts";

let pdp: EmbeddedPdp;
let service: TestService;
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

interface Found {
  readonly page: { readonly next_token: string; readonly count: number };
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly context?: { readonly error: { readonly message: string } };
}

async function search(
  what: "subject" | "resource" | "action",
  request: object,
  by: TestService = service,
): Promise<Found> {
  const { status, body } = await by.post(`/access/v1/search/${what}`, request);
  expect(body).not.toHaveProperty("error");
  expect(status).toBe(200);
  expect(Object.keys(body as object)[0]).toBe("page");
  const found = body as Found;
  expect(found.page.count).toBe(found.results.length);
  return found;
}

async function refused(
  what: "subject" | "resource" | "action",
  request: object,
): Promise<{ readonly pointer: string; readonly message: string }> {
  const { status, body } = await service.post(
    `/access/v1/search/${what}`,
    request,
  );
  expect(status).toBe(400);
  const [problem] = (
    body as { error: { problems: { pointer: string; message: string }[] } }
  ).error.problems;
  return problem ?? { pointer: "", message: "" };
}

const ids = ({ results }: Found): readonly unknown[] =>
  results.map(({ id }) => id);

const editFlag = { ...ask("", "edit"), subject: { type: "user" } };
const EDITORS = [
  ANA,
  "ines@acme.example",
  "ruth@acme.example",
  "sam@acme.example",
];

describe("a subject search", () => {
  it("finds every user who may, in the order of their ids", async () => {
    const found = await search("subject", editFlag);
    expect(ids(found)).toEqual(EDITORS);
    expect(found.results[0]).toEqual({ type: "user", id: ANA });
    expect(found.page).toEqual({ next_token: "", count: 4 });
  });

  it("ignores an id of the subject, whatever it is, and the context", async () => {
    for (const id of [ANA, 5]) {
      const subject = { type: "user", id };
      const found = await search("subject", {
        ...editFlag,
        subject,
        context: { time: "2025-06-27T18:03-07:00" },
      });
      expect(ids(found)).toEqual(EDITORS);
    }
  });

  it.each([
    ["credential", ["release-pipeline"]],
    ["management_api", ["release-pipeline"]],
    ["scim", []],
  ])("finds those of the type %s", async (type, expected) => {
    const found = await search("subject", { ...editFlag, subject: { type } });
    expect(found.results).toEqual(expected.map((id) => ({ type, id })));
  });

  it("agrees with an evaluation about everyone", async () => {
    const found = ids(await search("subject", editFlag));
    for (const user of [...EDITORS, PAVEL, "viktor@acme.example"]) {
      const { body } = await service.post(
        "/access/v1/evaluation",
        ask(user, "edit"),
      );
      expect((body as { decision: boolean }).decision).toBe(
        found.includes(user),
      );
    }
  });

  it("looks in the organization of the resource", async () => {
    const resource = {
      type: "audit_log",
      id: "log",
      properties: { organization: "globex" },
    };
    const found = await search(
      "subject",
      { subject: { type: "user" }, action: { name: "view" }, resource },
      both,
    );
    expect(ids(found)).toEqual(["hana@globex.example"]);
  });
});

describe("a resource search", () => {
  const what = (user: string, action: string, type: string): object => ({
    subject: { type: "user", id: user },
    action: { name: action },
    resource: { type },
  });

  it("finds the flags that a subject may edit, and where they are", async () => {
    const found = await search("resource", what(ANA, "edit", "flag"));
    expect(found.results).toEqual([
      {
        type: "flag",
        id: "dark-mode",
        properties: { organization: "acme", project: "web" },
      },
      {
        type: "flag",
        id: "new-checkout",
        properties: { organization: "acme", project: "web" },
      },
    ]);
  });

  it("finds what an evaluation then allows, for every kind that the directory holds", async () => {
    const [action, counts] = [
      {
        flag: "read",
        experiment: "read",
        project: "view_settings",
        organization: "transfer_ownership",
        permission_group: "edit",
        team_space: "archive",
        user_profile: "edit_name",
      },
      {
        flag: 3,
        experiment: 2,
        project: 3,
        organization: 1,
        permission_group: 3,
        team_space: 2,
        user_profile: 1,
      },
    ];
    const found: Record<string, number> = {};
    for (const [type, name] of Object.entries(action)) {
      const { results } = await search(
        "resource",
        what("ruth@acme.example", name, type),
      );
      found[type] = results.length;
      for (const resource of results) {
        const { body } = await service.post("/access/v1/evaluation", {
          ...what("ruth@acme.example", name, type),
          resource,
        });
        expect(body).toMatchObject({ decision: true });
      }
    }
    expect(found).toEqual(counts);
  });

  it("finds those with the properties that the request gives, and ignores an id", async () => {
    const found = await search("resource", {
      ...what("ruth@acme.example", "read", "flag"),
      resource: {
        type: "flag",
        id: "dark-mode",
        properties: { project: "ios" },
      },
    });
    expect(ids(found)).toEqual(["push-opt-in"]);
  });

  it("compares user ids without case", async () => {
    const found = await search("resource", {
      ...what("", "edit", "flag"),
      subject: { type: "management_api", id: "release-pipeline" },
      resource: {
        type: "flag",
        properties: { editors: ["AKIKO@acme.example"] },
      },
    });
    expect(ids(found)).toHaveLength(1);
  });

  it("is done for a credential too", async () => {
    const found = await search("resource", {
      ...what("", "edit", "flag"),
      subject: { type: "management_api", id: "release-pipeline" },
    });
    expect(found.results).toHaveLength(3);
  });

  it("says why where the directory holds no such resources", async () => {
    const { pointer, message } = await refused(
      "resource",
      what(ANA, "view", "content"),
    );
    expect(pointer).toBe("/resource/type");
    expect(message).toContain(
      "The directory does not hold resources of the kind content",
    );
  });

  it("says which property there is not", async () => {
    const { message } = await refused("resource", {
      ...what(ANA, "read", "flag"),
      resource: { type: "flag", properties: { projct: "web" } },
    });
    expect(message).toContain('Did you mean "project"?');
  });
});

describe("an action search", () => {
  const may = (user: string): object => ({
    subject: { type: "user", id: user },
    resource: { type: "flag", id: "new-checkout" },
  });

  it("finds everything that a subject may do", async () => {
    const found = await search("action", may("viktor@acme.example"));
    expect(found.results).toEqual(
      [
        "activate:read",
        "allocation:read",
        "analysis:read",
        "metrics:read",
        "read",
        "targeted_environments:read",
        "variants:read",
      ].map((name) => ({ name })),
    );
    expect((await search("action", may(ANA))).results).toHaveLength(18);
  });

  it("is paged", async () => {
    const first = await search("action", { ...may(ANA), page: { limit: 10 } });
    const second = await search("action", {
      ...may(ANA),
      page: { token: first.page.next_token },
    });
    expect([first.results.length, second.results.length]).toEqual([10, 8]);
    expect(second.page.next_token).toBe("");
  });
});

describe("what a search names and nobody knows", () => {
  it.each<[string, "subject" | "resource" | "action", object, string]>([
    [
      "a subject type",
      "subject",
      { ...editFlag, subject: { type: "spaceship" } },
      'There is no subject type "spaceship".',
    ],
    [
      "a subject",
      "action",
      { ...ask("anna@acme.example", "") },
      'There is no user "anna@acme.example". Did you mean "ana@acme.example"?',
    ],
    [
      "a credential of that type",
      "action",
      { ...ask("", ""), subject: { type: "scim", id: "release-pipeline" } },
      'There is no scim "release-pipeline".',
    ],
    [
      "a kind",
      "resource",
      { ...ask(ANA, "read"), resource: { type: "record" } },
      'There is no kind "record".',
    ],
    [
      "a flag",
      "subject",
      { ...editFlag, resource: { type: "flag", id: "old-checkout" } },
      'There is no flag "old-checkout"',
    ],
  ])("as %s is found nowhere, and told", async (_, what, request, message) => {
    const { results, page, context } = await search(what, request);
    expect(results).toEqual([]);
    expect(page.next_token).toBe("");
    expect(context?.error).toEqual({
      status: 404,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it("as an action is an error", async () => {
    const { pointer, message } = await refused("subject", {
      ...editFlag,
      action: { name: "edti" },
    });
    expect(pointer).toBe("/action/name");
    expect(message).toContain('Did you mean "edit"?');
  });
});

describe("a search without what it takes", () => {
  const { subject, action, resource } = ask(ANA, "edit");
  it.each<["subject" | "resource" | "action", object, string]>([
    ["subject", { subject: { type: "user" }, resource }, "/action"],
    ["subject", { ...editFlag, resource: { type: "flag" } }, "/resource/id"],
    ["resource", { action, resource: { type: "flag" } }, "/subject"],
    [
      "resource",
      { subject: { type: "user" }, action, resource },
      "/subject/id",
    ],
    ["action", { subject }, "/resource"],
    ["action", { subject: { type: "user" }, resource }, "/subject/id"],
    ["subject", { ...editFlag, page: { limit: -1 } }, "/page/limit"],
    // There would be a next page for ever.
    ["subject", { ...editFlag, page: { limit: 0 } }, "/page/limit"],
    ["subject", { ...editFlag, page: { limit: 1.5 } }, "/page/limit"],
    ["subject", { ...editFlag, page: { token: 7 } }, "/page/token"],
  ])("is 400: %s %j", async (what, request, pointer) => {
    expect((await refused(what, request)).pointer).toBe(pointer);
  });
});

describe("pages", () => {
  const page = (page: object, rest: object = {}): object => ({
    ...editFlag,
    ...rest,
    page,
  });

  it("follow each other until the token is empty, whatever their size", async () => {
    for (const limit of [1, 2, 3, 4, 5]) {
      const found: unknown[] = [];
      let token: string | undefined;
      for (let pages = 0; token !== "" && pages < 20; pages++) {
        const next = await search(
          "subject",
          page(token === undefined ? { limit } : { token, limit }),
        );
        expect(next.results.length).toBeLessThanOrEqual(limit);
        found.push(...ids(next));
        token = next.page.next_token;
      }
      expect(found).toEqual(EDITORS);
    }
  });

  it("keep the limit of the first where the next does not repeat it", async () => {
    const first = await search("subject", page({ limit: 1 }));
    const second = await search(
      "subject",
      page({ token: first.page.next_token }),
    );
    expect(ids(second)).toEqual(EDITORS.slice(1, 2));
  });

  it("may be asked for with a limit beyond 1,000, the most that they hold", async () => {
    const all = await search("subject", page({ limit: 1e9 }));
    expect(ids(all)).toEqual(EDITORS);
  });

  it("are not those of another search, nor of a changed token", async () => {
    const {
      page: { next_token: token },
    } = await search("subject", page({ limit: 2 }));
    const [, sum] = token.split(".");
    const forged = Buffer.from(JSON.stringify(["", 1000])).toString(
      "base64url",
    );
    for (const wrong of [
      page({ token }, { action: { name: "delete" } }),
      page({ token }, { context: { time: "now" } }),
      page({ token }, { resource: { type: "flag", id: "dark-mode" } }),
      page({ token: `${forged}.${sum ?? ""}` }),
      page({ token: `${token}=` }),
      page({ token: token.slice(1) }),
      page({ token: "a3M9NDU2O3N6PTI=" }),
    ]) {
      expect((await refused("subject", wrong)).pointer).toBe("/page/token");
    }
    const limit = await refused("subject", page({ token, limit: 3 }));
    expect(limit.pointer).toBe("/page/limit");
  });

  it("are understood by another server", async () => {
    const other = await testService({ pdp: pdp.address });
    const first = await search("subject", page({ limit: 3 }));
    const second = await search(
      "subject",
      page({ token: first.page.next_token }),
      other,
    );
    await other.close();
    expect([...ids(first), ...ids(second)]).toEqual(EDITORS);
  });
});

describe("a search among many", () => {
  let folder: string;
  let many: TestService;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rolebook-many-"));
    const apiVersion = "rolebook/v1";
    const users = Array.from({ length: 1_200 }, (_, index) => ({
      apiVersion,
      kind: "User",
      id: `u${String(index).padStart(5, "0")}@big.example`,
      // Nobody early in the order may.
      role: index >= 1_100 ? "admin" : "member",
    }));
    const flags = Array.from({ length: 3_000 }, (_, index) => ({
      apiVersion,
      kind: "Flag",
      project: "web",
      id: `f${String(index).padStart(5, "0")}`,
      access: "everyone",
    }));
    const documents = [
      {
        apiVersion,
        kind: "Organization",
        id: "big",
        plan: "enterprise",
        owner: "u01150@big.example",
        permissions: "project",
        modules: ["experiment"],
      },
      { apiVersion, kind: "Project", id: "web", modules: ["experiment"] },
      ...users,
      ...flags,
    ];
    await writeFile(
      join(folder, "big.yaml"),
      documents.map((each) => dump(each)).join("---\n"),
    );
    many = await testService({
      pdp: pdp.address,
      directory: folder,
      level: "silent",
      limits: { scanned: 500 },
    });
  });
  afterAll(async () => {
    await many.close();
    await rm(folder, { recursive: true });
  });

  it("does a bounded work for each page, and still finds everybody", async () => {
    const request = { ...editFlag, resource: { type: "flag", id: "f00000" } };
    const counts: number[] = [];
    const found: unknown[] = [];
    let token = "";
    do {
      const next = await search(
        "subject",
        { ...request, page: token === "" ? {} : { token } },
        many,
      );
      counts.push(next.results.length);
      found.push(...ids(next));
      token = next.page.next_token;
    } while (token !== "" && counts.length < 20);
    // 500 subjects a page, in steps of 32: the last page is the one that holds them.
    expect(counts).toEqual([0, 0, 100]);
    expect(new Set(found).size).toBe(100);
  });

  it("pages through thousands of resources by one plan each", async () => {
    const request = {
      subject: { type: "user", id: "u01150@big.example" },
      action: { name: "edit" },
      resource: { type: "flag" },
    };
    const all: unknown[] = [];
    let token = "";
    do {
      const page = token === "" ? { limit: 900 } : { token };
      const next = await search("resource", { ...request, page }, many);
      all.push(...ids(next));
      token = next.page.next_token;
    } while (token !== "" && all.length < 10_000);
    expect(all).toHaveLength(3_000);
    expect(all).toEqual([...all].sort());
  });
});
