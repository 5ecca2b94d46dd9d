import { afterAll, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { ResourceError } from "../../src/errors/resource-error.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { connectPdp } from "../../src/pdp/connect.ts";
import { PdpUnavailableError } from "../../src/pdp/errors.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { directoryOf, enterprise, project, user } from "../support/acme.ts";

const pdp = await startPdp();
const directory = await loadDirectory(packagePath("examples", "acme"));
const authorizer = await createAuthorizer({ directory, pdp });
afterAll(() => pdp.close());

const ANA = "ana@acme.example";
const NOOR = "noor@acme.example";

function flag(id: string, editors: readonly string[], project = "web") {
  return {
    kind: "flag",
    id,
    attr: { organization: "acme", project, access: "editors", editors },
  } as const;
}

describe("checks that start in the same turn of the event loop", () => {
  it("travel in one request where they are of one user, and each gets its own answer", async () => {
    const asked = Array.from({ length: 64 }, (_, index) => ({
      user: ANA,
      action: index % 2 === 0 ? ("edit" as const) : ("delete" as const),
      resource: flag(`flag-${index}`, index % 3 === 0 ? [ANA] : [NOOR]),
    }));
    const decisions = await Promise.all(
      asked.map((request) => authorizer.check(request)),
    );
    expect(
      decisions.map(({ resource, action }) => [resource.id, action]),
    ).toEqual(asked.map(({ resource, action }) => [resource.id, action]));
    expect(decisions.map(({ allowed }) => allowed)).toEqual(
      asked.map((_, index) => index % 3 === 0),
    );
    expect(new Set(decisions.map(({ callId }) => callId)).size).toBe(1);
  });

  it("travel together where they start after what is awaited in that turn, however much", async () => {
    const edit = (id: string) =>
      authorizer.check({
        user: ANA,
        action: "edit",
        resource: flag(id, [ANA]),
      });
    const later = async (awaited: number) => {
      for (let index = 0; index < awaited; index++) await Promise.resolve();
      return edit(`after ${awaited}`);
    };
    const decisions = await Promise.all([
      edit("at once"),
      later(1),
      later(100),
    ]);
    expect(new Set(decisions.map(({ callId }) => callId)).size).toBe(1);
  });

  it("name projects of their own, of which all are sent", async () => {
    const [web, warehouse] = await Promise.all(
      ["web", "warehouse"].map((project) =>
        authorizer.check({
          user: "ruth@acme.example",
          action: "view",
          resource: {
            kind: "tracking_plan",
            id: "t",
            attr: { organization: "acme", project },
          },
        }),
      ),
    );
    expect([web?.allowed, warehouse?.allowed]).toEqual([true, true]);
    expect(web?.callId).toBe(warehouse?.callId);
  });

  it("of different users, instants or deadlines travel apart", async () => {
    const request = {
      user: ANA,
      action: "edit",
      resource: flag("a", [ANA]),
    } as const;
    const decisions = await Promise.all([
      authorizer.check(request),
      authorizer.check({ ...request, user: NOOR }),
      authorizer.check({ ...request, at: new Date("2026-08-01") }),
      authorizer.check(request, { deadline: 5_000 }),
      authorizer.check({ ...request, organization: "acme" }),
    ]);
    expect(decisions.map(({ allowed }) => allowed)).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
    expect(new Set(decisions.map(({ callId }) => callId)).size).toBe(5);
  });

  it("do not answer for each other: one that is wrong fails alone", async () => {
    const outcomes = await Promise.allSettled([
      authorizer.check({
        user: ANA,
        action: "edit",
        resource: flag("a", [ANA]),
      }),
      authorizer.check({
        user: ANA,
        action: "edit",
        resource: flag("b", ["not in ascii: é"]),
      }),
      authorizer.check({
        user: ANA,
        action: "edit",
        resource: { kind: "flag", id: "unheard-of" },
      }),
      authorizer.check({ user: ANA, action: "edit", resource: flag("c", []) }),
    ]);
    expect(
      outcomes.map((each) =>
        each.status === "fulfilled"
          ? each.value.allowed
          : (each.reason as Error).name,
      ),
    ).toEqual([true, "ResourceError", "UnknownNameError", false]);
  });

  it("are about what was there when they were asked", async () => {
    const editors = [ANA];
    const attr = { ...flag("a", []).attr, editors };
    const resource = { kind: "flag" as const, id: "first", attr };
    const first = authorizer.check({ user: ANA, action: "edit", resource });
    resource.id = "second";
    editors[0] = NOOR;
    const second = authorizer.check({ user: ANA, action: "edit", resource });
    expect(
      (await Promise.all([first, second])).map((each) => [
        each.resource.id,
        each.allowed,
      ]),
    ).toEqual([
      ["first", true],
      ["second", false],
    ]);
  });

  it("of which all are given up are given up by the request too, and otherwise not", async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const ask = (signal: AbortSignal, id: string) =>
      authorizer.check(
        { user: ANA, action: "edit", resource: flag(id, [ANA]) },
        { signal },
      );
    const asked = [ask(first.signal, "a"), ask(second.signal, "b")];
    first.abort(new Error("first"));
    const [gone, there] = await Promise.allSettled(asked);
    expect(gone).toMatchObject({ reason: { message: "first" } });
    expect(there).toMatchObject({ value: { allowed: true } });

    const again = [ask(second.signal, "c"), ask(second.signal, "d")];
    second.abort(new Error("second"));
    for (const each of await Promise.allSettled(again)) {
      expect(each).toMatchObject({ reason: { message: "second" } });
    }
  });

  it("are not spoilt by one whose signal is none", async () => {
    const edit = (signal: unknown) =>
      authorizer.check(
        { user: ANA, action: "edit", resource: flag("a", [ANA]) },
        { signal: signal as AbortSignal },
      );
    const [nothing, something, right] = await Promise.allSettled([
      edit(null),
      edit({}),
      edit(new AbortController().signal),
    ]);
    expect(nothing).toMatchObject({
      reason: { message: "The signal must be an AbortSignal, or left out." },
    });
    expect(something.status).toBe("rejected");
    expect(right).toMatchObject({ value: { allowed: true } });
  });

  it("in another turn travel in another request", async () => {
    const request = {
      user: ANA,
      action: "edit",
      resource: flag("a", [ANA]),
    } as const;
    const first = authorizer.check(request);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = authorizer.check(request);
    expect((await first).callId).not.toBe((await second).callId);
  });
});

it("many checks may wait for one signal without a warning of a leak", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => {
    warnings.push(warning);
  };
  process.on("warning", note);
  const { signal } = new AbortController();
  const request = {
    user: ANA,
    action: "edit",
    resource: flag("a", [ANA]),
  } as const;
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      authorizer.check(
        { ...request, user: `${index}@acme.example` },
        { signal },
      ),
    ),
  );
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

describe("checkMany", () => {
  it("splits what is more than the PDP takes, and keeps the order", async () => {
    const resources = Array.from({ length: 400 }, (_, index) => ({
      resource: flag(`flag-${index}`, index % 2 === 0 ? [ANA] : [NOOR]),
      actions:
        index % 5 === 0
          ? (["delete", "read", "edit"] as const)
          : (["edit", "read"] as const),
    }));
    const answers = await authorizer.checkMany({ user: ANA, resources });
    expect(answers.map(({ resource }) => resource.id)).toEqual(
      resources.map(({ resource }) => resource.id),
    );
    answers.forEach(({ decisions }, index) => {
      expect(decisions.map(({ action }) => action)).toEqual(
        resources[index]?.actions,
      );
      for (const { action, allowed, resource } of decisions) {
        expect(resource.id).toBe(`flag-${index}`);
        expect(allowed).toBe(action === "read" || index % 2 === 0);
      }
    });
    const decisions = answers.flatMap((each) => each.decisions);
    expect(decisions.length).toBe(880);
    expect(new Set(decisions.map(({ callId }) => callId)).size).toBe(2);
  });

  it("is about what was asked, whatever becomes of the lists", async () => {
    const resources = [
      { resource: flag("one", [NOOR]), actions: ["edit" as "edit" | "delete"] },
      { resource: flag("two", [ANA]), actions: ["edit" as "edit" | "delete"] },
    ];
    const asked = authorizer.checkMany({ user: ANA, resources });
    resources[0]?.actions.push("delete");
    resources.reverse();
    expect(
      (await asked).map(({ resource, decisions }) => [
        resource.id,
        decisions.map((each) => [each.resource.id, each.allowed]),
      ]),
    ).toEqual([
      ["one", [["one", false]]],
      ["two", [["two", true]]],
    ]);
  });

  it("sends the roles of few projects at once, and answers about all", async () => {
    const projects = Array.from(
      { length: 300 },
      (_, index) => `project-${index}`,
    );
    const large = await createAuthorizer({
      directory: directoryOf(
        enterprise(
          ...[...projects, "web"].map((id) => project(id)),
          user(ANA, { grants: [{ project: "web", role: "viewer" }] }),
        ),
      ),
      pdp,
    });
    const answers = await large.checkMany({
      user: ANA,
      resources: [...projects, "web", ...projects].map((project, index) => ({
        resource: flag(`flag-${index}`, [], project),
        actions: ["read"] as const,
      })),
    });
    expect(
      answers
        .filter(({ decisions: [read] }) => read?.allowed)
        .map(({ resource }) => resource.id),
    ).toEqual(["flag-300"]);
    const calls = answers.map(({ decisions: [read] }) => read?.callId);
    expect(new Set(calls).size).toBe(4);
  });

  it("splits by size too", async () => {
    const editors = Array.from(
      { length: 20_000 },
      (_, index) => `person-${index}@acme.example`,
    );
    const resources = Array.from({ length: 20 }, (_, index) => ({
      resource: flag(`flag-${index}`, [
        ...editors,
        index % 2 === 0 ? ANA : NOOR,
      ]),
      actions: ["edit"] as const,
    }));
    const answers = await authorizer.checkMany(
      { user: ANA, resources },
      { deadline: 20_000 },
    );
    expect(answers.map(({ decisions: [edit] }) => edit?.allowed)).toEqual(
      resources.map((_, index) => index % 2 === 0),
    );
  });

  it("takes none at all, and resources without actions", async () => {
    expect(await authorizer.checkMany({ user: ANA, resources: [] })).toEqual(
      [],
    );
    const resource = flag("a", [ANA]);
    expect(
      await authorizer.checkMany({
        user: ANA,
        resources: [
          { resource, actions: [] },
          { resource, actions: ["edit"] },
        ],
      }),
    ).toMatchObject([
      { resource, decisions: [] },
      { resource, decisions: [{ allowed: true }] },
    ]);
  });

  it("decides about several kinds at once", async () => {
    const answers = await authorizer.checkMany({
      user: ANA,
      resources: [
        { resource: flag("a", [ANA]), actions: ["edit"] },
        {
          resource: {
            kind: "audit_log",
            id: "log",
            attr: { organization: "acme" },
          },
          actions: ["view"],
        },
      ],
    });
    expect(answers.map(({ decisions: [one] }) => one?.allowed)).toEqual([
      true,
      false,
    ]);
  });

  it("decides nothing where one question is wrong, and tells all that are", async () => {
    const error: unknown = await authorizer
      .checkMany({
        user: ANA,
        resources: [
          { resource: flag("a", [ANA]), actions: ["edit"] },
          { resource: flag("b", ["é"]), actions: ["edit"] },
          { resource: { kind: "flag", id: "unheard-of" }, actions: ["edit"] },
        ],
      })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ResourceError);
    const { problems } = error as ResourceError;
    expect(problems.length).toBe(2);
    expect(problems.join()).toMatch(/flag:b.*unheard-of/s);
  });
});

describe("a call", () => {
  const request = {
    user: ANA,
    action: "edit",
    resource: flag("a", [ANA]),
  } as const;

  it("ends with its signal's reason, and the others in its request go on", async () => {
    const controller = new AbortController();
    const reason = new Error("the client hung up");
    const given = authorizer.check(request, { signal: controller.signal });
    const other = authorizer.check(request);
    controller.abort(reason);
    await expect(given).rejects.toBe(reason);
    expect((await other).allowed).toBe(true);
  });

  it("whose signal has aborted does not begin", async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(authorizer.check(request, { signal })).rejects.toThrow(
      "too late",
    );
    await expect(
      authorizer.checkMany({ user: ANA, resources: [] }, { signal }),
    ).rejects.toThrow("too late");
    await expect(
      authorizer.filter(
        { user: ANA, action: "edit", kind: "flag" },
        { signal },
      ),
    ).rejects.toThrow("too late");
  });

  it("to a PDP that is not there is an error, never an answer", async () => {
    const lost = await createAuthorizer({
      directory,
      pdp: connectPdp("127.0.0.1:1"),
    });
    const options = { deadline: 300 };
    await expect(lost.check(request, options)).rejects.toThrow(
      PdpUnavailableError,
    );
    await expect(lost.isAllowed(request, options)).rejects.toThrow(
      PdpUnavailableError,
    );
    await expect(lost.assertAllowed(request, options)).rejects.toThrow(
      PdpUnavailableError,
    );
    await expect(
      lost.checkMany(
        {
          user: ANA,
          resources: [{ resource: request.resource, actions: ["edit"] }],
        },
        options,
      ),
    ).rejects.toThrow(PdpUnavailableError);
    await expect(
      lost.filter({ user: ANA, action: "edit", kind: "flag" }, options),
    ).rejects.toThrow(PdpUnavailableError);
    // What is wrong with a question itself is known without a PDP.
    const [wrong] = await Promise.allSettled([
      lost.check(
        { ...request, resource: { kind: "flag", id: "unheard-of" } },
        options,
      ),
      lost.check(request, options),
    ]);
    expect(wrong).toMatchObject({ reason: { name: "UnknownNameError" } });
    await lost.pdp.close();
  });
});
