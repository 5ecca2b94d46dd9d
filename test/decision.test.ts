import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type Inquiry } from "../src/decision/ask.ts";
import type { Decision } from "../src/decision/decision.ts";
import { AmbiguousOrganizationError } from "../src/decision/organization.ts";
import { ResourceError } from "../src/decision/resource.ts";
import type {
  DirectoryDocument,
  FlagDocument,
} from "../src/directory/documents.ts";
import { type EmbeddedPdp, startPdp } from "../src/pdp/start.ts";
import { type Catalog, loadCatalog } from "../src/policies/catalog.ts";
import { UnknownNameError } from "../src/unknown-name-error.ts";
import {
  directoryOf,
  enterprise,
  organization,
  project,
  user,
} from "./support/acme.ts";

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

function asking(
  documents: readonly DirectoryDocument[],
  inquiry: Partial<Inquiry> = {},
): Promise<Decision> {
  return ask(
    { directory: directoryOf(documents), catalog, pdp },
    { subject: ANA, action: "edit", kind: "flag", id: "checkout", ...inquiry },
  );
}

describe("the flag-level access document", () => {
  const ana = (role: "viewer" | "member") =>
    user(ANA, { grants: [{ project: "a", role }] });

  it("lets a member edit once listed as editor", async () => {
    expect(await asking(enterprise(ana("member"), flag()))).toMatchObject({
      allowed: false,
      code: "not_an_editor",
    });
    expect(
      await asking(enterprise(ana("member"), flag({ editors: [ANA] }))),
    ).toMatchObject({ allowed: true, rule: "change" });
  });

  it("does not let a viewer edit who is listed as editor, until the role edits", async () => {
    const listed = flag({ editors: ["Ana@Acme.Example"] });
    const viewer = await asking(enterprise(ana("viewer"), listed));
    expect(viewer.allowed).toBe(false);
    expect(viewer.code).toBeUndefined();
    const member = await asking(enterprise(ana("member"), listed));
    expect(member.allowed).toBe(true);
  });

  it("lets an organization admin edit without being listed, and a project's admin not", async () => {
    const documents = enterprise(
      user(ANA, { grants: [{ project: "a", role: "admin" }] }),
      flag(),
    );
    expect(
      await asking(documents, { subject: "root@acme.example" }),
    ).toMatchObject({ allowed: true, rule: "change_any" });
    expect(await asking(documents)).toMatchObject({
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
    expect(await asking(documents)).toMatchObject({ code: "not_an_editor" });
    for (const subject of [ANA, "root@acme.example"]) {
      expect(
        await asking(documents, { subject, action: "restrict" }),
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
    expect(await asking(both)).toMatchObject({
      allowed: false,
      subject: { organization: "acme" },
      resource: { attr: { organization: "globex", project: "a" } },
      reason: `The flag belongs to the organization globex, and ${ANA} to acme.`,
    });
  });

  it("must say which, where the user is in both", async () => {
    const subject = "root@acme.example";
    await expect(asking(both, { subject })).rejects.toThrow(
      AmbiguousOrganizationError,
    );
    expect(
      await asking(both, { subject, organization: "globex" }),
    ).toMatchObject({ allowed: true });
    expect(await asking(both, { subject, organization: "acme" })).toMatchObject(
      { allowed: false },
    );
  });
});

describe("a flag's id", () => {
  const documents = enterprise(
    user(ANA, { grants: [{ project: "b", role: "member" }] }),
    flag({ access: "everyone" }),
    flag({ access: "everyone", project: "b" }),
  );

  it("that stands for two flags is an error, until the project is named", async () => {
    await expect(asking(documents)).rejects.toThrow(ResourceError);
    await expect(asking(documents)).rejects.toThrow(
      "It is in more than one place: project a of acme, project b of acme.",
    );
    expect(await asking(documents, { project: "b" })).toMatchObject({
      allowed: true,
    });
    expect(await asking(documents, { project: "a" })).toMatchObject({
      allowed: false,
    });
  });

  it("is not that of an experiment", async () => {
    await expect(asking(documents, { kind: "experiment" })).rejects.toThrow(
      UnknownNameError,
    );
  });

  it("that is not in the directory is unknown, unless it is to be created or is described in full", async () => {
    const created = { action: "create", id: "new", project: "b" };
    expect(await asking(documents, created)).toMatchObject({ allowed: true });
    const edited = { action: "edit", id: "new", project: "b" };
    await expect(asking(documents, edited)).rejects.toThrow(UnknownNameError);
    await expect(
      asking(documents, { ...edited, attr: { access: "editors" } }),
    ).rejects.toThrow('The attribute "editors" is missing.');
    expect(
      await asking(documents, {
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
    inquiry: Partial<Inquiry> = {},
  ): Promise<Decision> =>
    asking(documents, {
      action: "add",
      kind: "project_member",
      id: "bo",
      project: "a",
      attr: { app, user: BO, role: "none", newRole },
      ...inquiry,
    });

  it("in Experiment takes an Experiment role, and shows it", async () => {
    expect(await adding("experiment", "manager")).toMatchObject({
      allowed: true,
      roles: [{ app: "experiment", role: "manager" }],
      reason: `${ANA} is Experiment manager in a.`,
    });
    const elsewhere = await adding("experiment", "viewer", { project: "b" });
    expect(elsewhere).toMatchObject({
      allowed: false,
      roles: [{ app: "experiment", role: "viewer" }],
      reason: `${ANA} is Experiment viewer in b, which does not allow add on project members.`,
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
      reason: `${ANA} is Analytics viewer in a, which does not allow add on project members.`,
    });
    expect(asViewer.code).toBeUndefined();
    expect(await adding(app, role, { project: "b" })).toMatchObject({
      allowed: true,
      roles: [{ app: "analytics", role: "manager" }],
      reason: `${ANA} is Analytics manager in b.`,
    });
    expect(
      await adding(app, role, { subject: "root@acme.example" }),
    ).toMatchObject({
      allowed: true,
      rule: "manage_as_admin",
      roles: [{ app: "analytics", role: "admin" }],
      reason: "root@acme.example is Analytics admin in a.",
    });
  });

  it("goes up to one's own", async () => {
    expect(await adding("experiment", "admin")).toMatchObject({
      code: "above_own_role",
    });
    expect(await adding("analytics", "admin", { project: "b" })).toMatchObject({
      code: "above_own_role",
      reason: `Nobody gives, changes or takes away a role above their own, and ${ANA} is Analytics manager in b.`,
    });
  });
});
