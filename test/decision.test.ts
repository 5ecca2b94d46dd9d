import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Checks } from "../src/authorizer/checks.ts";
import type { SubjectById } from "../src/authorizer/requests.ts";
import type { Attributes } from "../src/decision/attributes.ts";
import type { Decision } from "../src/decision/decision.ts";
import { AmbiguousOrganizationError } from "../src/decision/organization.ts";
import type {
  DirectoryDocument,
  FlagDocument,
} from "../src/directory/documents.ts";
import { type EmbeddedPdp, startPdp } from "../src/pdp/process/start.ts";
import { type Catalog, loadCatalog } from "../src/policies/catalog.ts";
import { ResourceError } from "../src/errors/resource-error.ts";
import { UnknownNameError } from "../src/errors/unknown-name-error.ts";
import {
  directoryOf,
  enterprise,
  organization,
  project,
  user,
} from "./support/acme.ts";
import { editFlag } from "./support/questions.ts";

let pdp: EmbeddedPdp;
let catalog: Catalog;
beforeAll(async () => {
  [pdp, catalog] = await Promise.all([startPdp(), loadCatalog()]);
});
afterAll(() => pdp.close());

const ANA = "ana@acme.example";

function flag(fields: Partial<FlagDocument> = {}): FlagDocument {
  return {
    apiVersion: "rolebook/v1",
    kind: "Flag",
    project: "a",
    id: "checkout",
    access: "editors",
    ...fields,
  };
}

interface Question extends SubjectById {
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly project?: string;
  readonly attr?: Attributes;
}

function checking(
  documents: readonly DirectoryDocument[],
  question: Partial<Question> = {},
): Promise<Decision> {
  const { kind, id, project, attr, ...asked }: Question = {
    ...{ subject: ANA, action: "edit", kind: "flag", id: "checkout" },
    ...question,
  };
  const place = project === undefined ? {} : { project };
  const checks = new Checks({
    directory: directoryOf(documents),
    catalog,
    pdp,
  });
  return checks.check({
    ...asked,
    resource: { kind, id, attr: { ...place, ...attr } },
  });
}

describe("the flag-level access document", () => {
  const ana = (role: "viewer" | "member") =>
    user(ANA, { grants: [{ project: "a", role }] });

  it("lets a member edit once listed as editor", async () => {
    expect(await checking(enterprise(ana("member"), flag()))).toMatchObject({
      allowed: false,
      code: "not_an_editor",
    });
    expect(
      await checking(enterprise(ana("member"), flag({ editors: [ANA] }))),
    ).toMatchObject({ allowed: true, rule: "change" });
  });

  it("does not let a viewer edit who is listed as editor, until the role edits", async () => {
    const listed = flag({ editors: ["Ana@Acme.Example"] });
    const viewer = await checking(enterprise(ana("viewer"), listed));
    expect(viewer.allowed).toBe(false);
    expect(viewer.code).toBeUndefined();
    const member = await checking(enterprise(ana("member"), listed));
    expect(member.allowed).toBe(true);
  });

  it("lets an organization admin edit without being listed, and a project's admin not", async () => {
    const documents = enterprise(
      user(ANA, { grants: [{ project: "a", role: "admin" }] }),
      flag(),
    );
    expect(
      await checking(documents, { subject: "root@acme.example" }),
    ).toMatchObject({ allowed: true, rule: "change_any" });
    expect(await checking(documents)).toMatchObject({
      allowed: false,
      code: "not_an_editor",
    });
  });

  it("keeps a flag restricted on a plan that cannot restrict", async () => {
    const documents = [
      organization({ plan: "growth" }),
      project("a"),
      user("root@acme.example", { role: "admin" }),
      user(ANA, { role: "manager" }),
      flag(),
    ];
    expect(await checking(documents)).toMatchObject({ code: "not_an_editor" });
    for (const subject of [ANA, "root@acme.example"]) {
      expect(
        await checking(documents, { subject, action: "restrict" }),
      ).toMatchObject({ allowed: false, code: "plan_without_flag_access" });
    }
  });
});

describe("a question about two organizations", () => {
  const documents: DirectoryDocument[] = ["acme", "globex"].flatMap((id) => [
    organization({ id, plan: "enterprise", permissions: "project" }),
    { ...project("a"), organization: id },
    { ...user("root@acme.example", { role: "admin" }), organization: id },
  ]);
  const both = [
    ...documents,
    { ...user(ANA, { role: "admin" }), organization: "acme" },
    { ...flag({ access: "everyone" }), organization: "globex" },
  ];

  it("refuses what belongs to the other one, and says so", async () => {
    const attr = { organization: "globex" };
    expect(await checking(both, { attr })).toMatchObject({
      allowed: false,
      roles: [],
      subject: { organization: "acme" },
      resource: { attr: { organization: "globex", project: "a" } },
      reason: `The flag belongs to the organization globex, and ${ANA} to acme.`,
    });
  });

  it("is about the flag of its own organization, where both have one of the same name", async () => {
    const documents = [
      ...both,
      { ...flag({ access: "editors" }), organization: "acme" },
    ];
    expect(await checking(documents)).toMatchObject({
      allowed: true,
      rule: "change_any",
      resource: { attr: { organization: "acme", access: "editors" } },
    });
  });

  it("creates in its own organization, whatever the other one has", async () => {
    const request = { action: "create", project: "a" };
    expect(await checking(both, request)).toMatchObject({
      allowed: true,
      resource: { attr: { organization: "acme" } },
    });
  });

  it("must say which, where the user is in both", async () => {
    const subject = "root@acme.example";
    await expect(checking(both, { subject })).rejects.toThrow(
      AmbiguousOrganizationError,
    );
    expect(
      await checking(both, { subject, organization: "globex" }),
    ).toMatchObject({ allowed: true });
    await expect(
      checking(both, { subject, organization: "acme" }),
    ).rejects.toThrow('There is no flag "checkout" in acme.');
    await expect(
      checking(both, { subject, organization: "acne" }),
    ).rejects.toThrow('There is no organization "acne". Did you mean "acme"?');
  });
});

describe("a flag's id", () => {
  const documents = enterprise(
    user(ANA, { grants: [{ project: "b", role: "member" }] }),
    flag({ access: "everyone" }),
    flag({ access: "everyone", project: "b" }),
  );

  it("that stands for two flags is an error, until the project is named", async () => {
    await expect(checking(documents)).rejects.toThrow(ResourceError);
    await expect(checking(documents)).rejects.toThrow(
      "It is in more than one project: a, b.",
    );
    expect(await checking(documents, { project: "b" })).toMatchObject({
      allowed: true,
    });
    expect(await checking(documents, { project: "a" })).toMatchObject({
      allowed: false,
    });
  });

  it("is not that of an experiment", async () => {
    await expect(checking(documents, { kind: "experiment" })).rejects.toThrow(
      UnknownNameError,
    );
  });

  it("that is not in the directory is unknown, unless it is to be created or is described in full", async () => {
    const created = { action: "create", id: "new", project: "b" };
    expect(await checking(documents, created)).toMatchObject({ allowed: true });
    const edited = { action: "edit", id: "new", project: "b" };
    await expect(checking(documents, edited)).rejects.toThrow(UnknownNameError);
    await expect(
      checking(documents, { ...edited, attr: { access: "editors" } }),
    ).rejects.toThrow('The attribute "editors" is missing.');
    expect(
      await checking(documents, {
        ...edited,
        attr: { access: "editors", editors: ["Ana@acme.example"] },
      }),
    ).toMatchObject({ allowed: true, rule: "change" });
  });
});

describe("giving a role in a project", () => {
  const BO = "bo@acme.example";
  const documents = enterprise(
    user(ANA, {
      grants: [
        { project: "a", role: "viewer" },
        { project: "a", app: "experiment", role: "manager" },
        { project: "b", role: "manager" },
        { project: "b", app: "experiment", role: "viewer" },
      ],
    }),
    user(BO),
  );
  const adding = (
    app: string,
    newRole: string,
    request: Partial<Question> = {},
  ): Promise<Decision> =>
    checking(documents, {
      action: "add",
      kind: "project_member",
      id: "bo",
      project: "a",
      attr: { app, user: BO, role: "none", newRole },
      ...request,
    });

  it("in Experiment takes an Experiment role, and shows it", async () => {
    expect(await adding("experiment", "manager")).toMatchObject({
      allowed: true,
      roles: [{ app: "experiment", role: "manager" }],
      reason: `${ANA} is a manager in Experiment (project a).`,
    });
    const elsewhere = await adding("experiment", "viewer", { project: "b" });
    expect(elsewhere).toMatchObject({
      allowed: false,
      roles: [{ app: "experiment", role: "viewer" }],
      reason: `${ANA} is a viewer in Experiment (project b); viewers may not add project members.`,
    });
    expect(elsewhere.code).toBeUndefined();
  });

  it.each([
    ["analytics", "viewer"],
    ["govern", "editor"],
    ["accounts", "viewer"],
  ])("in %s takes an Analytics role, and shows it", async (app, role) => {
    const asViewer = await adding(app, role);
    expect(asViewer).toMatchObject({
      allowed: false,
      roles: [{ app: "analytics", role: "viewer" }],
      reason: `${ANA} is a viewer in Analytics (project a); viewers may not add project members.`,
    });
    expect(asViewer.code).toBeUndefined();
    expect(await adding(app, role, { project: "b" })).toMatchObject({
      allowed: true,
      roles: [{ app: "analytics", role: "manager" }],
      reason: `${ANA} is a manager in Analytics (project b).`,
    });
    expect(
      await adding(app, role, { subject: "root@acme.example" }),
    ).toMatchObject({
      allowed: true,
      rule: "manage_as_admin",
      roles: [{ app: "analytics", role: "admin" }],
      reason: "root@acme.example is an admin in Analytics (project a).",
    });
  });

  it("goes up to one's own", async () => {
    expect(await adding("experiment", "admin")).toMatchObject({
      code: "above_own_role",
    });
    expect(await adding("analytics", "admin", { project: "b" })).toMatchObject({
      code: "above_own_role",
      reason: `Nobody gives, changes or takes away a role above their own, and ${ANA} is a manager in Analytics (project b).`,
    });
  });
});

describe("a new flag", () => {
  const create = { action: "create", id: "new", project: "a" };
  const documents = (defaultAccess: "everyone" | "editors") => [
    organization({
      plan: "enterprise",
      permissions: "project",
      experiment: { defaultAccess },
    }),
    project("a"),
    user("root@acme.example", { role: "admin" }),
    user(ANA, { grants: [{ project: "a", role: "member" }] }),
  ];

  it("has the organization's default access, and its creator as first editor", async () => {
    const open = await checking(documents("everyone"), create);
    expect(open.resource.attr).toMatchObject({
      access: "everyone",
      editors: [],
    });
    const restricted = await checking(documents("editors"), create);
    expect(restricted.resource.attr).toMatchObject({
      access: "editors",
      editors: [ANA],
    });
    expect(restricted).toMatchObject({
      allowed: true,
      rule: "create",
      reason: `${ANA} is a member in Experiment (project a).`,
    });
  });

  it("is open to everyone through the Management API, whatever the default", async () => {
    const { resource } = await checking(documents("editors"), {
      ...create,
      as: "management_api",
    });
    expect(resource.attr).toMatchObject({ access: "everyone", editors: [] });
  });
});

describe("a subject", () => {
  const documents = enterprise(
    user("kofi@acme.example", { grants: [{ project: "a", role: "manager" }] }),
    flag({ access: "everyone" }),
    flag({ id: "restricted", editors: ["kofi@acme.example"] }),
  );

  it("is not somebody whose address only looks the same", async () => {
    const kelvin = "\u212Aofi@acme.example";
    expect(await checking(documents, { subject: kelvin })).toMatchObject({
      allowed: false,
      subject: { status: "unknown" },
    });
    await expect(
      checking(documents, {
        subject: "kofi@acme.example",
        attr: { editors: [kelvin] },
      }),
    ).rejects.toThrow(ResourceError);
  });

  it("that nobody is can hold no credential", async () => {
    await expect(
      checking(documents, { subject: "nobody", as: "management_api" }),
    ).rejects.toThrow(UnknownNameError);
  });

  it("asks about an instant", async () => {
    for (const subject of ["kofi@acme.example", ANA]) {
      for (const at of [NaN, Infinity, new Date("never")]) {
        await expect(checking(documents, { subject, at })).rejects.toThrow(
          RangeError,
        );
      }
    }
    await expect(
      checking(documents, {
        as: "management_api",
        subject: "root@acme.example",
        at: NaN,
      }),
    ).rejects.toThrow(RangeError);
  });

  it("that uses a bypass gets no refusal code with it", async () => {
    const decision = await checking(documents, {
      subject: "root@acme.example",
      id: "restricted",
    });
    expect(decision).toMatchObject({ allowed: true, rule: "change_any" });
    expect(decision.code).toBeUndefined();
    const refused = await checking(documents, { id: "restricted" });
    expect(refused.rule).toBeUndefined();
  });
});

it("an action that its kind does not have is never put before the PDP", async () => {
  const untouchable = {
    ...pdp,
    check: () => Promise.reject(new Error("The PDP was asked.")),
  };
  const asking = (action: string): Promise<Decision> =>
    new Checks({
      directory: directoryOf(enterprise(flag())),
      catalog,
      pdp: untouchable,
    }).check({
      user: "root@acme.example",
      action,
      resource: { kind: "flag", id: "checkout" },
    });
  await expect(asking("edti")).rejects.toThrow(
    'There is no action "edti" of flag. Did you mean "edit"?',
  );
  await expect(asking("edit")).rejects.toThrow("The PDP was asked.");
});

it("a call must have a deadline that a timer can keep", async () => {
  for (const deadline of [0, -1, NaN, Infinity, 2 ** 31]) {
    await expect(pdp.check(editFlag(), { deadline })).rejects.toThrow(
      RangeError,
    );
  }
});
