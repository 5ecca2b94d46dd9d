import { afterAll, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { ForbiddenError } from "../../src/authorizer/forbidden-error.ts";
import { AmbiguousOrganizationError } from "../../src/decision/organization.ts";
import { ResourceError } from "../../src/errors/resource-error.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { UnknownNameError } from "../../src/errors/unknown-name-error.ts";

const pdp = await startPdp();
const acme = await createAuthorizer({
  directory: await loadDirectory(packagePath("examples", "acme")),
  pdp,
});
const both = await createAuthorizer({
  directory: await loadDirectory(packagePath("examples")),
  pdp,
});
afterAll(() => pdp.close());

const flag = { kind: "flag", id: "new-checkout" } as const;
const restricted = {
  kind: "flag",
  id: "anything",
  attr: {
    organization: "acme",
    project: "web",
    access: "editors",
    editors: ["ana@acme.example"],
  },
} as const;

describe("a decision", () => {
  it("says who may, by which role, from where, by which rule of which policy", async () => {
    const decision = await acme.check({
      user: "Ana@acme.example",
      action: "edit",
      resource: flag,
    });
    expect(decision).toMatchObject({
      allowed: true,
      action: "edit",
      subject: { type: "user", id: "ana@acme.example", status: "joined" },
      resource: {
        ...flag,
        attr: { organization: "acme", project: "web", access: "editors" },
      },
      roles: [
        {
          scope: "project",
          project: "web",
          app: "experiment",
          role: "member",
          via: [{ kind: "analytics_role", via: [{ group: "payments" }] }],
        },
      ],
      policy: "resource.flag.vdefault",
      policyVersion: "default",
      rule: "change",
      code: undefined,
    });
    expect(decision.reason).toMatch(
      /^Ana Silva is a member in Experiment \(project web\)/,
    );
    expect(decision.callId).toMatch(/^[0-9A-Z]{26}$/);
  });

  it("says why not, with the refusal code", async () => {
    const { allowed, code, reason, rule } = await acme.check({
      user: "pavel@acme.example",
      action: "edit",
      resource: flag,
    });
    expect({ allowed, code, rule }).toEqual({
      allowed: false,
      code: "not_an_editor",
      rule: undefined,
    });
    expect(reason).toBe(
      "The flag is restricted to its editors, and Pavel Novak is not one of them.",
    );
  });

  it("is made about a credential with the credential's rights alone", async () => {
    const { allowed, subject } = await acme.check({
      credential: "release-pipeline",
      action: "edit",
      resource: flag,
    });
    expect(allowed).toBe(true);
    expect(subject).toMatchObject({
      type: "management_api",
      id: "release-pipeline",
    });
  });

  it.each([
    { user: "nobody@acme.example" },
    { user: "release-pipeline" },
    { credential: "ruth@acme.example" },
    { credential: "unheard-of" },
  ])("refuses whoever the organization does not know: %o", async (asking) => {
    const decision = await acme.check({
      ...(asking as { user: string }),
      action: "read",
      resource: flag,
    });
    expect(decision.allowed).toBe(false);
    expect(decision.subject.status).toBe("unknown");
    expect(decision.reason).toMatch(/^There is no (user|credential) /);
  });

  it("is about the roles of the instant that is asked about", async () => {
    const ask = (at: string): Promise<boolean> =>
      acme.isAllowed({
        user: "lena@contractor.example",
        action: "read",
        resource: flag,
        at: new Date(at),
      });
    expect(await ask("2026-08-01")).toBe(true);
    expect(await ask("2035-08-01")).toBe(false);
  });
});

describe("a resource", () => {
  it("is the directory's flag where it comes without access and editors", async () => {
    const { resource } = await acme.check({
      user: "ana@acme.example",
      action: "edit",
      resource: { ...flag, attr: { project: "web" } },
    });
    expect(resource.attr["editors"]).toContain("ana@acme.example");
  });

  it("is as it is given otherwise, with user ids in lower case", async () => {
    const { allowed, resource } = await acme.check({
      user: "ana@acme.example",
      action: "edit",
      resource: {
        ...restricted,
        attr: { ...restricted.attr, editors: ["Ana@ACME.example"] },
      },
    });
    expect(allowed).toBe(true);
    expect(resource.attr["editors"]).toEqual(["ana@acme.example"]);
  });

  it.each([
    ["project", undefined, 'The attribute "project" is missing.'],
    ["editors", undefined, 'The attribute "editors" is missing.'],
    ["access", undefined, 'The attribute "access" is missing.'],
    [
      "access",
      "nobody",
      'The attribute "access" must be one of everyone, editors.',
    ],
    ["editors", "ana@acme.example", 'The attribute "editors" must be array.'],
    ["editors", [7], 'The attribute "editors.0" must be string.'],
    ["project", new Date(0), 'The attribute "project" must be string.'],
    ["project", [() => "web"], 'The attribute "project" must be string.'],
    [
      "project",
      "",
      'The attribute "project" must NOT have fewer than 1 characters.',
    ],
  ])(
    "with a wrong %s (%o) is a typed error that names it",
    async (name, value, problem) => {
      const error: unknown = await acme
        .check({
          user: "ana@acme.example",
          action: "edit",
          resource: {
            ...restricted,
            attr: { ...restricted.attr, [name]: value },
          },
        })
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ResourceError);
      expect((error as ResourceError).problems).toEqual([problem]);
      expect((error as ResourceError).message).toContain("flag:anything: ");
    },
  );

  it("has all its problems told at once", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        action: "view",
        // @ts-expect-error: attributes are missing
        resource: { kind: "content", id: "x", attr: { archived: "no" } },
      }),
    ).rejects.toMatchObject({
      name: "ResourceError",
      problems: expect.objectContaining({ length: 6 }) as unknown,
    });
  });

  it("is of the subject's organization if it does not say of which", async () => {
    const { allowed, resource } = await acme.check({
      user: "ruth@acme.example",
      action: "view_settings",
      resource: { kind: "project", id: "web", attr: { project: "web" } },
    });
    expect(allowed).toBe(true);
    expect(resource.attr).toEqual({ organization: "acme", project: "web" });
    const { resource: log } = await acme.check({
      user: "ruth@acme.example",
      action: "view",
      resource: { kind: "audit_log", id: "acme" },
    });
    expect(log.attr).toEqual({ organization: "acme" });
  });

  it("has the directory's attributes for those that are not given", async () => {
    const ask = (attr: {
      access?: "everyone" | "editors";
      editors?: readonly string[];
    }) =>
      acme.check({
        user: "pavel@acme.example",
        action: "edit",
        resource: { ...flag, attr },
      });
    expect(await ask({ editors: ["Pavel@acme.example"] })).toMatchObject({
      allowed: true,
      resource: {
        attr: { access: "editors", editors: ["pavel@acme.example"] },
      },
    });
    expect(await ask({ editors: [] })).toMatchObject({
      allowed: false,
      code: "not_an_editor",
    });
    const open = await ask({ access: "everyone" });
    expect(open.allowed).toBe(true);
    expect(open.resource.attr["editors"]).toContain("ana@acme.example");
  });

  it.each([
    [{ ...flag, id: "new-chekout" }, 'Did you mean "new-checkout"?'],
    [{ ...flag, attr: { project: "ios" } }, "in project ios of acme"],
    [{ ...flag, attr: { organization: "nowhere" } }, 'organization "nowhere"'],
    [
      { kind: "experiment", id: "new-checkout" } as const,
      'There is no experiment "new-checkout" in acme.',
    ],
  ])(
    "that the directory does not hold needs its attributes: %o",
    async (resource, message) => {
      const asked = acme.check({
        user: "ana@acme.example",
        action: "edit",
        resource,
      });
      await expect(asked).rejects.toThrow(UnknownNameError);
      await expect(asked).rejects.toThrow(message);
    },
  );
});

describe("an unknown name", () => {
  it("of a kind is an error with a suggestion", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        action: "edit",
        // @ts-expect-error: there is no such kind
        resource: { kind: "flg", id: "x" },
      }),
    ).rejects.toThrow('There is no kind "flg". Did you mean "flag"?');
  });

  it("of an action is an error with a suggestion, and does not compile", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        // @ts-expect-error: there is no such action
        action: "edti",
        resource: flag,
      }),
    ).rejects.toThrow(
      'There is no action "edti" of flag. Did you mean "edit"?',
    );
  });

  it("of an action of another kind is one too", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        // @ts-expect-error: that is an action of content
        action: "transfer_ownership",
        resource: flag,
      }),
    ).rejects.toThrow(UnknownNameError);
  });

  it("of an attribute is an error with a suggestion, and does not compile", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        action: "edit",
        // @ts-expect-error: there is no such attribute
        resource: { ...flag, attr: { acess: "everyone" } },
      }),
    ).rejects.toMatchObject({
      name: "UnknownNameError",
      message: 'There is no attribute "acess" of flag. Did you mean "access"?',
      attribute: "acess",
    });
    await expect(
      acme.check({
        user: "ana@acme.example",
        action: "edit",
        resource: {
          ...restricted,
          // @ts-expect-error: there is no such attribute
          attr: { ...restricted.attr, owner: "x" },
        },
      }),
    ).rejects.toThrow('There is no attribute "owner" of flag.');
  });

  it.each([
    [
      "project",
      "wbe",
      'There is no project "wbe" in acme. Did you mean "web"?',
    ],
    [
      "organization",
      "acne",
      'There is no organization "acne". Did you mean "acme"?',
    ],
  ])(
    "of the resource's %s is an error with a suggestion, also for one whom nobody knows",
    async (attribute, name, message) => {
      for (const authorizer of [acme, both]) {
        for (const user of ["ana@acme.example", "nobody@nowhere.example"]) {
          const attr = { ...restricted.attr, [attribute]: name };
          await expect(
            authorizer.check({
              user,
              action: "edit",
              resource: { ...restricted, attr },
            }),
          ).rejects.toMatchObject({
            name: "UnknownNameError",
            message,
            attribute,
          });
        }
      }
    },
  );

  it("is judged by the names of the organization that the resource belongs to", async () => {
    const ask = (project: string) =>
      both.check({
        user: "ana@acme.example",
        action: "edit",
        resource: {
          ...restricted,
          attr: { ...restricted.attr, organization: "globex", project },
        },
      });
    // A project of globex, which acme does not have, and the other way round.
    expect(await ask("crm")).toMatchObject({ allowed: false });
    await expect(ask("warehouse")).rejects.toThrow(
      'There is no project "warehouse" in globex.',
    );
  });

  it("of an organization is an error", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        organization: "acne",
        action: "edit",
        resource: flag,
      }),
    ).rejects.toThrow('Did you mean "acme"?');
  });
});

describe("a malformed request", () => {
  it.each([
    [{}, "Say who asks"],
    [{ user: "" }, "Say who asks"],
    [{ user: 7 }, "Say who asks"],
    [{ user: "ana@acme.example", credential: "x" }, "Say who asks"],
    [{ user: "ana@acme.example", resource: undefined }, "resource's kind"],
    [{ user: "ana@acme.example", resource: { kind: "flag" } }, "resource's id"],
    [{ user: "ana@acme.example", organization: null }, "The organization"],
    [{ user: "ana@acme.example", organization: ["acme"] }, "The organization"],
    [
      { user: "ana@acme.example", resource: { ...flag, attr: [] } },
      "attributes must be an object",
    ],
    [
      { user: "ana@acme.example", resource: { ...flag, attr: null } },
      "attributes must be an object",
    ],
    [{ user: "ana@acme.example", action: "" }, "The action must be a text"],
    [
      { user: "ana@acme.example", action: ["edit"] },
      "The action must be a text",
    ],
  ])("is a TypeError: %o", async (part, message) => {
    const request = { action: "edit", resource: flag, ...part };
    const asked = acme.check(request as never);
    await expect(asked).rejects.toThrow(TypeError);
    await expect(asked).rejects.toThrow(message);
  });

  it.each([0, -1, Number.NaN, Infinity, 2 ** 31])(
    "is a RangeError with the deadline %d",
    async (deadline) => {
      await expect(
        acme.check(
          { user: "ana@acme.example", action: "edit", resource: flag },
          { deadline },
        ),
      ).rejects.toThrow(RangeError);
    },
  );

  it("is a RangeError with an instant that is none", async () => {
    await expect(
      acme.check({
        user: "ana@acme.example",
        action: "edit",
        resource: flag,
        at: new Date("never"),
      }),
    ).rejects.toThrow(RangeError);
  });
});

describe("where there are several organizations", () => {
  it("the one that knows the user is meant", async () => {
    const { subject } = await both.check({
      user: "ana@acme.example",
      action: "edit",
      resource: flag,
    });
    expect(subject.organization).toBe("acme");
  });

  it("the user's roles in one are nothing in another", async () => {
    const { allowed, reason } = await both.check({
      user: "ruth@acme.example",
      action: "view",
      resource: {
        kind: "organization",
        id: "globex",
        attr: { organization: "globex", owner: "x@y.example" },
      },
    });
    expect(allowed).toBe(false);
    expect(reason).toContain("belongs to the organization globex");
  });

  it("somebody whom none knows is refused as unknown to the resource's", async () => {
    const { allowed, subject } = await both.check({
      user: "nobody@nowhere.example",
      action: "edit",
      resource: restricted,
    });
    expect({ allowed, organization: subject.organization }).toEqual({
      allowed: false,
      organization: "acme",
    });
  });

  it("somebody whom several know has to be asked about in one", async () => {
    const directory = await loadDirectory(packagePath("examples"));
    const shared = directory.organizations
      .flatMap(({ users }) => users.map(({ id }) => id))
      .find((id, at, all) => all.indexOf(id) !== at);
    expect(shared).toBeDefined();
    const request = {
      user: shared ?? "",
      action: "edit",
      resource: restricted,
    } as const;
    await expect(both.check(request)).rejects.toThrow(
      AmbiguousOrganizationError,
    );
    await expect(
      both.check({ ...request, organization: "acme" }),
    ).resolves.toMatchObject({
      subject: { organization: "acme" },
    });
  });
});

it("an organization without attributes belongs to itself, not to the one that asks", async () => {
  const owner = "hana@globex.example";
  const question = { user: "ruth@acme.example" };
  const { allowed, resource } = await both.check({
    ...question,
    action: "manage_billing",
    resource: { kind: "organization", id: "globex", attr: { owner } },
  });
  expect(allowed).toBe(false);
  expect(resource.attr["organization"]).toBe("globex");
  const own = await both.isAllowed({
    ...question,
    action: "manage_billing",
    resource: { kind: "organization", id: "acme", attr: { owner } },
  });
  expect(own).toBe(true);
});

describe("assertAllowed", () => {
  it("returns the decision that allows", async () => {
    await expect(
      acme.assertAllowed({
        user: "ana@acme.example",
        action: "edit",
        resource: flag,
      }),
    ).resolves.toMatchObject({ allowed: true, rule: "change" });
  });

  it("throws a ForbiddenError with the decision that refuses", async () => {
    const error: unknown = await acme
      .assertAllowed({
        user: "pavel@acme.example",
        action: "edit",
        resource: flag,
      })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error).toMatchObject({
      name: "ForbiddenError",
      message:
        "pavel@acme.example may not edit flag:new-checkout: The flag is restricted to its editors, and Pavel Novak is not one of them.",
      decision: { allowed: false, code: "not_an_editor" },
    });
  });

  it("rejects with the error where there is no decision", async () => {
    await expect(
      acme.assertAllowed({
        user: "ana@acme.example",
        action: "edit",
        resource: { ...flag, id: "x" },
      }),
    ).rejects.toThrow(UnknownNameError);
  });
});
