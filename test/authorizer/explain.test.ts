import { afterAll, describe, expect, it, vi } from "vitest";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import type { Change } from "../../src/explain/explanation.ts";
import type { CheckRequest } from "../../src/authorizer/requests.ts";
import type { DirectoryOption } from "../../src/authorizer/snapshot.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { UnknownNameError } from "../../src/errors/unknown-name-error.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { PdpUnavailableError } from "../../src/pdp/errors.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import type { KindOf } from "../../src/policies/types/policy-types.ts";
import type { Policies } from "../../src/kinds/policy-types.ts";
import { freeze } from "../pdp/processes.ts";
import {
  directoryOf,
  enterprise,
  group,
  organization,
  project,
  user,
} from "../support/acme.ts";

type Request = CheckRequest<Policies, KindOf<Policies>>;

const AT = new Date("2027-01-01T00:00:00Z");
const OVER = "2026-09-01T00:00:00Z";

const pdp = await startPdp();
const examples = await createAuthorizer({
  directory: await loadDirectory(packagePath("examples")),
  pdp,
});
afterAll(() => pdp.close());

/** What would change a refusal, if anything. */
async function changeOf(
  request: Request,
  authorizer: Authorizer = examples,
): Promise<Change | undefined> {
  const { decision, change } = await authorizer.explain({ at: AT, ...request });
  expect(decision.allowed).toBe(false);
  return change;
}

/** The same about a directory of its own: enterprise, with the projects a and b. */
async function changeAmong(
  documents: readonly DirectoryDocument[],
  request: Request,
): Promise<Change | undefined> {
  const directory = directoryOf(documents);
  return changeOf(request, await createAuthorizer({ directory, pdp }));
}

/** Each step of a change in words, with the names of those who may make it. */
function told(change: Change | undefined): readonly string[] {
  return (change?.steps ?? []).map(
    ({ sentence, by }) =>
      `${sentence} (${by?.map(({ name }) => name).join(", ") ?? "?"})`,
  );
}

const newCheckout = {
  kind: "flag",
  id: "new-checkout",
  attr: { organization: "acme", project: "web" },
} as const;
const inA = { organization: "acme", project: "a" } as const;
const openFlag = {
  kind: "flag",
  id: "any",
  attr: { ...inA, access: "everyone", editors: [] },
} as const;
const dashboard = {
  organization: "acme",
  project: "web",
  type: "dashboard",
  owners: ["ana@acme.example"],
  sharedWith: [],
  discoverable: false,
  archived: false,
} as const;

function content(attr: Partial<Record<keyof typeof dashboard, unknown>>) {
  return {
    kind: "content",
    id: "sales",
    attr: { ...dashboard, ...attr } as typeof dashboard,
  } as const;
}

describe("an ALLOW", () => {
  it("is explained by its decision alone", async () => {
    const request = {
      user: "ana@acme.example",
      action: "edit",
      resource: newCheckout,
    } as const;
    const explanation = await examples.explain(request);
    expect(Object.keys(explanation)).toEqual(["decision"]);
    const { callId, ...decision } = explanation.decision;
    expect(callId).not.toBe("");
    expect(await examples.check(request)).toMatchObject(decision);
  });
});

describe("a restricted flag", () => {
  it("opens to somebody whose role edits by a place on the list, which another editor gives, or an organization admin", async () => {
    const change = await changeOf({
      user: "pavel@acme.example",
      action: "edit",
      resource: newCheckout,
    });
    expect(change).toMatchObject({
      sentence: "Add Pavel Novak to the editors of the flag.",
      steps: [
        {
          step: {
            kind: "listing",
            user: "pavel@acme.example",
            attribute: "editors",
          },
          actions: [
            {
              action: "manage_access",
              resource: {
                kind: "flag",
                id: "new-checkout",
                attr: { access: "editors" },
              },
            },
          ],
        },
      ],
    });
    expect(told(change)).toEqual([
      "Add Pavel Novak to the editors of the flag. (Ana Silva, Ines Duarte, Ruth Okafor, Sam Whitfield)",
    ]);
  });

  it("opens to a viewer on the list by a role that edits", async () => {
    const change = await changeOf({
      user: "viktor@acme.example",
      action: "edit",
      resource: newCheckout,
    });
    expect(change?.steps.map(({ step }) => step)).toEqual([
      {
        kind: "grant",
        user: "viktor@acme.example",
        project: "web",
        app: "experiment",
        role: "member",
      },
    ]);
    // Whoever manages Experiment; not Noor, who manages Analytics alone.
    expect(told(change)).toEqual([
      "Give Viktor Horvat the Experiment role member in web. (Akiko Tanaka, Ines Duarte, Oleg Petrov, Pavel Novak, Ruth Okafor, Sam Whitfield)",
    ]);
    expect(change?.steps[0]?.actions).toEqual([
      {
        action: "edit_role",
        resource: {
          kind: "project_member",
          id: "viktor@acme.example",
          attr: {
            organization: "acme",
            project: "web",
            app: "experiment",
            user: "viktor@acme.example",
            role: "viewer",
            newRole: "member",
          },
        },
      },
    ]);
  });

  it("opens to a viewer who is not listed by both, rather than by the role of an organization admin", async () => {
    const change = await changeOf({
      user: "tyra@acme.example",
      action: "variants:write",
      resource: newCheckout,
    });
    expect(change?.sentence).toBe(
      "Give Tyra Lindqvist the Experiment role member in web, and add Tyra Lindqvist to the editors of the flag.",
    );
  });
});

describe("a role in the project", () => {
  it("is the one that an expired grant gave, if that does", async () => {
    const change = await changeOf({
      user: "lena@contractor.example",
      action: "edit",
      resource: { ...newCheckout, id: "dark-mode" },
    });
    expect(told(change)).toEqual([
      "Renew the Analytics role member in web that an individual grant gave Lena Vogel until 2026-09-01. (Akiko Tanaka, Ines Duarte, Noor Haddad, Oleg Petrov, Pavel Novak, Ruth Okafor)",
    ]);
    expect(change?.steps[0]?.step).toMatchObject({
      kind: "renewal",
      of: "grant",
    });
    expect(change?.steps[0]?.actions?.[0]?.action).toBe("add");
  });

  it("is the one that an expired membership gave, if that does", async () => {
    const change = await changeOf({
      user: "sam@acme.example",
      action: "create",
      resource: {
        kind: "custom_event",
        id: "signed-up",
        attr: { organization: "acme", project: "warehouse" },
      },
      at: new Date("2027-07-01T00:00:00Z"),
    });
    expect(told(change)).toEqual([
      `Renew Sam Whitfield's membership in the group "Marketing Team" until 2027-06-30. (Ines Duarte, Ruth Okafor)`,
    ]);
    expect(change?.steps[0]?.actions).toEqual([
      {
        action: "add_member",
        resource: {
          kind: "permission_group",
          id: "marketing",
          attr: { organization: "acme" },
        },
      },
    ]);
  });

  it("is the one that a group's expired grant gave, if that does", async () => {
    const ana = "ana@acme.example";
    const change = await changeAmong(
      enterprise(
        user(ana),
        group("team", {
          members: [ana],
          grants: [{ project: "a", role: "member", expires: OVER }],
        }),
      ),
      { user: ana, action: "edit", resource: openFlag },
    );
    expect(told(change)).toEqual([
      `Renew the Analytics role member in a that a grant gave the group "team" until 2026-09-01. (root@acme.example)`,
    ]);
    expect(change?.steps[0]?.actions?.[0]).toMatchObject({
      action: "edit",
      resource: { kind: "permission_group", id: "team" },
    });
  });

  it("is the lowest of those that were, one's own before a group's", async () => {
    const ana = "ana@acme.example";
    const past = { project: "a", expires: OVER } as const;
    const member = { user: ana, expires: OVER } as const;
    const change = await changeAmong(
      enterprise(
        user(ana, {
          grants: [
            { ...past, role: "admin" },
            { ...past, role: "member" },
            { ...past, role: "viewer" },
          ],
        }),
        group("team", {
          members: [member],
          grants: [{ project: "a", role: "member" }],
        }),
      ),
      { user: ana, action: "edit", resource: openFlag },
    );
    expect(change?.steps.map(({ step }) => step)).toMatchObject([
      { kind: "renewal", of: "grant", role: "member" },
    ]);
  });

  it("is the lowest that does, where there was none", async () => {
    const change = (action: "read" | "edit") =>
      changeAmong(enterprise(user("ben@acme.example", { name: "Ben" })), {
        user: "ben@acme.example",
        action,
        resource: openFlag,
      });
    expect((await change("read"))?.sentence).toBe(
      "Give Ben the Experiment role viewer in a.",
    );
    expect((await change("edit"))?.sentence).toBe(
      "Give Ben the Experiment role member in a.",
    );
  });

  it("is the lowest of those in either app, where either does", async () => {
    const change = await changeAmong(enterprise(user("ben@acme.example")), {
      user: "ben@acme.example",
      action: "view",
      resource: { kind: "project_api_key", id: "key", attr: inA },
    });
    expect(change?.steps.map(({ step }) => step)).toMatchObject([
      { kind: "grant", app: "experiment", role: "viewer" },
    ]);
  });

  it("is one in Experiment where an Experiment role stands below the Analytics role", async () => {
    const change = await changeOf({
      user: "noor@acme.example",
      action: "edit",
      resource: { ...newCheckout, id: "dark-mode" },
    });
    expect(change?.sentence).toBe(
      "Give Noor Haddad the Experiment role member in web.",
    );
  });

  it("is admin for a manager who touches an admin, which another admin gives", async () => {
    const change = await changeOf({
      user: "akiko@acme.example",
      action: "edit_role",
      resource: {
        kind: "project_member",
        id: "pavel",
        attr: {
          organization: "acme",
          project: "web",
          app: "analytics",
          user: "pavel@acme.example",
          role: "admin",
          newRole: "member",
        },
      },
    });
    expect(told(change)).toEqual([
      "Give Akiko Tanaka the Analytics role admin in web. (Ines Duarte, Pavel Novak, Ruth Okafor)",
    ]);
  });
});

describe("a role in the organization", () => {
  it("is the lowest that does, where roles are assigned per organization", async () => {
    const change = await changeOf({
      user: "otto@globex.example",
      action: "edit",
      resource: {
        kind: "flag",
        id: "new-checkout",
        attr: { organization: "globex" },
      },
    });
    expect(told(change)).toEqual([
      "Give Otto Brandt the organization role member. (Dana Levi, Hana Suzuki, Luis Ortega)",
    ]);
    expect(change?.steps[0]?.actions?.[0]?.resource.attr).toEqual({
      organization: "globex",
      user: "otto@globex.example",
      role: "viewer",
      newRole: "member",
      adminCount: 1,
    });
  });

  it("is admin only for what admins alone may do, and then only admins give it", async () => {
    const change = await changeOf({
      user: "dana@agency.example",
      organization: "globex",
      action: "view",
      resource: {
        kind: "audit_log",
        id: "log",
        attr: { organization: "globex" },
      },
    });
    expect(told(change)).toEqual([
      "Give Dana Levi the organization role admin. (Hana Suzuki)",
    ]);
  });

  it("is what somebody with No Access lacks", async () => {
    const change = await changeOf({
      user: "lena@contractor.example",
      action: "view",
      resource: {
        kind: "team_space",
        id: "growth",
        attr: { organization: "acme" },
      },
    });
    expect(change?.sentence).toBe(
      "Give Lena Vogel the organization role member.",
    );
  });
});

describe("a missing module", () => {
  it("is enabled by whoever edits the project's settings; nobody can give a role in it before", async () => {
    const change = await changeOf({
      user: "ana@acme.example",
      action: "read",
      resource: {
        ...openFlag,
        attr: { ...openFlag.attr, project: "warehouse" },
      },
    });
    expect(change?.sentence).toBe(
      "Enable Experiment in warehouse, and give Ana Silva the Experiment role viewer in warehouse.",
    );
    expect(told(change)).toEqual([
      "Enable Experiment in warehouse. (Ines Duarte, Ruth Okafor)",
      "Give Ana Silva the Experiment role viewer in warehouse. ()",
    ]);
  });

  it("is purchased by whoever manages billing as well", async () => {
    const change = await changeOf({
      user: "ruth@acme.example",
      action: "view_journeys",
      resource: {
        kind: "account",
        id: "customer",
        attr: { organization: "acme", project: "web" },
      },
    });
    expect(told(change)).toEqual([
      "Purchase Accounts for acme and enable it in web. (Ines Duarte, Ruth Okafor)",
    ]);
    expect(change?.steps[0]?.actions?.map(({ action }) => action)).toEqual([
      "manage_billing",
      "edit_settings",
    ]);
  });
});

describe("a plan", () => {
  const restrict = (subject: { user: string } | { credential: string }) =>
    ({
      ...(subject as { user: string }),
      action: "restrict",
      resource: openFlag,
    }) as const;
  const small = [
    organization({ plan: "starter" }),
    project("a"),
    user("root@acme.example", { role: "admin" }),
    user("ben@acme.example", { name: "Ben" }),
    {
      apiVersion: "rolebook/v1",
      kind: "Credential",
      id: "pipeline",
      type: "management_api",
    },
  ] as const;

  it("is changed where nothing else does, with the role that is lacking too", async () => {
    const change = await changeAmong(
      small,
      restrict({ user: "ben@acme.example" }),
    );
    expect(told(change)).toEqual([
      "Move acme to the plan enterprise. (root@acme.example)",
      "Give Ben the organization role member. (root@acme.example)",
    ]);
  });

  it("is what stops a program as well", async () => {
    const change = await changeAmong(
      small,
      restrict({ credential: "pipeline" }),
    );
    expect(change?.sentence).toBe("Move acme to the plan enterprise.");
  });
});

describe("content", () => {
  const marco = { user: "marco@acme.example" } as const;

  it("that is not discoverable is shared, which makes nobody an owner", async () => {
    const change = await changeOf({
      ...marco,
      action: "view",
      resource: content({}),
    });
    expect(told(change)).toEqual([
      "Share the content with Marco Bianchi. (Ana Silva)",
    ]);
  });

  it("gets another owner", async () => {
    const change = await changeOf({
      ...marco,
      action: "edit",
      resource: content({ discoverable: true }),
    });
    expect(told(change)).toEqual([
      "Add Marco Bianchi to the owners of the content. (Ana Silva)",
    ]);
  });

  it("gets another owner and is archived, before that one deletes it", async () => {
    const change = await changeOf({
      ...marco,
      action: "delete",
      resource: content({}),
    });
    expect(told(change)).toEqual([
      "Add Marco Bianchi to the owners of the content. (Ana Silva)",
      "Archive the content. (Ana Silva, Ines Duarte, Pavel Novak, Ruth Okafor)",
    ]);
  });

  it("is made discoverable, before it is official", async () => {
    const change = await changeOf({
      user: "akiko@acme.example",
      action: "mark_official",
      resource: content({}),
    });
    expect(told(change)).toEqual([
      "Make the content discoverable. (Ana Silva)",
    ]);
  });

  it("is created otherwise, by whoever may create that", async () => {
    const change = await changeOf({
      user: "tyra@acme.example",
      action: "create",
      resource: content({ discoverable: true }),
    });
    expect(change?.sentence).toBe("Create the content not discoverable.");
    const [step] = change?.steps ?? [];
    expect(step?.actions).toMatchObject([
      { action: "create", resource: { attr: { discoverable: false } } },
    ]);
    // Eleven may, and ten are told.
    expect(step?.by).toHaveLength(10);
    expect(step?.more).toBe(true);
  });
});

describe("a guide that is published", () => {
  it("is unpublished by a manager, so that a member edits it", async () => {
    const change = await changeOf({
      user: "ana@acme.example",
      action: "edit",
      resource: {
        kind: "guide",
        id: "tour",
        attr: {
          organization: "acme",
          project: "web",
          type: "guide",
          published: true,
        },
      },
    });
    expect(told(change)).toEqual([
      "Unpublish the guide. (Akiko Tanaka, Ines Duarte, Noor Haddad, Oleg Petrov, Pavel Novak, Ruth Okafor)",
    ]);
    expect(change?.steps[0]?.actions?.[0]?.action).toBe("unpublish");
  });
});

describe("no change is known", () => {
  const web = { organization: "acme", project: "web" } as const;
  const member = {
    organization: "acme",
    user: "ruth@acme.example",
    role: "admin",
    newRole: "member",
  } as const;
  const profile = (attr: { user: string }) => ({
    kind: "user_profile" as const,
    id: "profile",
    attr: { organization: "acme", ...attr },
  });

  it.each<readonly [string, Request]>([
    [
      "for one's own role",
      {
        user: "akiko@acme.example",
        action: "edit_role",
        resource: {
          kind: "project_member",
          id: "self",
          attr: {
            ...web,
            app: "analytics",
            user: "akiko@acme.example",
            role: "manager",
            newRole: "admin",
          },
        },
      },
    ],
    [
      "for the role of the only admin",
      {
        user: "ines@acme.example",
        action: "edit_role",
        resource: {
          kind: "organization_member",
          id: "ruth",
          attr: { ...member, adminCount: 1 },
        },
      },
    ],
    [
      "for the profile of somebody else",
      {
        user: "ruth@acme.example",
        action: "edit_name",
        resource: profile({ user: "ana@acme.example" }),
      },
    ],
    [
      "for what nobody may",
      {
        user: "ana@acme.example",
        action: "change_email",
        resource: profile({ user: "ana@acme.example" }),
      },
    ],
    [
      "for what belongs to another organization",
      {
        user: "ruth@acme.example",
        action: "edit",
        resource: { ...newCheckout, attr: { organization: "globex" } },
      },
    ],
    [
      "for somebody unknown",
      {
        user: "nobody@acme.example",
        organization: "acme",
        action: "read",
        resource: newCheckout,
      },
    ],
    [
      "for a program that asks for what only people may",
      {
        credential: "identity-provider",
        organization: "acme",
        action: "edit",
        resource: newCheckout,
      },
    ],
  ])("%s", async (_, request) => {
    expect(await changeOf(request)).toBeUndefined();
  });

  it("for a project that there is not: it cannot even be asked about", async () => {
    const request = {
      user: "ana@acme.example",
      action: "view_settings",
      resource: {
        kind: "project",
        id: "android",
        attr: { organization: "acme", project: "android" },
      },
    } as const;
    await expect(changeOf(request)).rejects.toThrow(UnknownNameError);
  });
});

describe("in an organization of many", () => {
  const owner = "u0777@acme.example";
  const people = Array.from({ length: 1_000 }, (_, at) =>
    user(`u${String(at).padStart(4, "0")}@acme.example`, {
      grants: [{ project: "a", role: at % 2 === 0 ? "viewer" : "manager" }],
    }),
  );
  const directory = directoryOf(enterprise(...people));

  it("those likely to be allowed are asked, once each, and that there may be more is said", async () => {
    let requests = 0;
    const authorizer = await createAuthorizer({
      directory,
      pdp: {
        ...pdp,
        check: (...args) => {
          requests += 1;
          return pdp.check(...args);
        },
      },
    });
    const change = await changeOf(
      {
        user: "u0002@acme.example",
        action: "publish",
        resource: content({ project: "a", owners: [owner] }),
      },
      authorizer,
    );
    const [grant, listing] = change?.steps ?? [];
    expect(grant).toMatchObject({ step: { kind: "grant" }, more: true });
    expect(grant?.by?.map(({ id }) => id)).toEqual([
      "root@acme.example",
      ...[1, 3, 5, 7, 9, 11, 13, 15, 17].map(
        (at) => `u${String(at).padStart(4, "0")}@acme.example`,
      ),
    ]);
    expect(listing).toMatchObject({ step: { kind: "listing" }, more: true });
    expect(listing?.by?.map(({ id }) => id)).toEqual([owner]);
    expect(requests).toBeLessThan(100);
  });
});

describe("a source of directories", () => {
  const ben = "ben@acme.example";
  const documents = enterprise(user(ben, { name: "Ben" }));
  const source: DirectoryOption = {
    find: ({ id }) =>
      id === ben
        ? documents.filter(
            ({ kind, id: each }) => kind !== "User" || each === id,
          )
        : undefined,
  };

  it("cannot say who there is, so nobody is named", async () => {
    const authorizer = await createAuthorizer({ directory: source, pdp });
    const edit = await changeOf(
      { user: ben, action: "edit", resource: openFlag },
      authorizer,
    );
    expect(edit?.sentence).toBe("Give Ben the Experiment role member in a.");
    expect(edit?.steps[0]).not.toHaveProperty("by");
    expect(edit?.steps[0]?.actions?.[0]?.action).toBe("add");

    // How many admins there are is part of that question.
    const view = await changeOf(
      {
        user: ben,
        action: "view",
        resource: {
          kind: "audit_log",
          id: "log",
          attr: { organization: "acme" },
        },
      },
      authorizer,
    );
    expect(view?.steps).toEqual([
      {
        step: { kind: "organization_role", user: ben, role: "admin" },
        sentence: "Give Ben the organization role admin.",
      },
    ]);
  });

  it("may know nothing of whoever asks", async () => {
    const authorizer = await createAuthorizer({ directory: source, pdp });
    const explanation = await authorizer.explain({
      user: "nobody@acme.example",
      action: "edit",
      resource: openFlag,
    });
    expect(Object.keys(explanation)).toEqual(["decision"]);
    expect(explanation.decision.subject.status).toBe("unknown");
  });
});

describe("a call", () => {
  const request = {
    user: "tyra@acme.example",
    action: "edit",
    resource: newCheckout,
  } as const;

  it("ends within its deadline, or when its signal aborts, in the middle of its questions", async () => {
    const own = await startPdp();
    let left = Infinity;
    const freezing: Pdp = {
      ...own,
      check: async (...args) => {
        left -= 1;
        if (left === 0) await freeze(own.pid);
        return own.check(...args);
      },
    };
    const authorizer = await createAuthorizer({
      directory: await loadDirectory(packagePath("examples", "acme")),
      pdp: freezing,
    });
    try {
      expect((await authorizer.explain(request)).change?.steps).toHaveLength(2);
      left = 3;
      const start = performance.now();
      await expect(
        authorizer.explain(request, { deadline: 400 }),
      ).rejects.toThrow(PdpUnavailableError);
      expect(left).toBeLessThanOrEqual(0);
      expect(performance.now() - start).toBeLessThan(1_500);
      process.kill(own.pid, "SIGCONT");

      left = 3;
      const reason = new Error("the request was closed");
      const abort = new AbortController();
      const explaining = authorizer.explain(request, {
        deadline: 20_000,
        signal: abort.signal,
      });
      await vi.waitUntil(() => left <= 0, { timeout: 10_000 });
      abort.abort(reason);
      await expect(explaining).rejects.toBe(reason);
      await expect(
        authorizer.explain(request, { signal: abort.signal }),
      ).rejects.toBe(reason);
    } finally {
      process.kill(own.pid, "SIGCONT");
      await own.close();
    }
  });

  it("needs a question that can be asked", async () => {
    await expect(
      examples.explain({ ...request, action: "edlt" as "edit" }),
    ).rejects.toThrow('There is no action "edlt"');
    await expect(
      examples.explain({ ...request, at: new Date("never") }),
    ).rejects.toThrow(RangeError);
    await expect(examples.explain(request, { deadline: 0 })).rejects.toThrow(
      RangeError,
    );
  });
});
