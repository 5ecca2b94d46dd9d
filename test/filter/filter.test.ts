import { afterAll, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { UnknownNameError } from "../../src/errors/unknown-name-error.ts";

const pdp = await startPdp();
const directory = await loadDirectory(packagePath("examples"));
const authorizer = await createAuthorizer({ directory, pdp });
afterAll(() => pdp.close());

const PEOPLE = directory.organizations.flatMap(({ organization, users }) =>
  users.map(({ id }) => ({ user: id, organization: organization.id })),
);
const CREDENTIALS = directory.organizations.flatMap(
  ({ organization, credentials }) =>
    credentials.map(({ id }) => ({
      credential: id,
      organization: organization.id,
    })),
);

/** Flags of every project of both organizations, open and restricted. */
const FLAGS = [
  ...directory.organizations.flatMap(({ organization, projects, users }) =>
    projects.flatMap((project) =>
      (["everyone", "editors"] as const).flatMap((access) =>
        [[], users.slice(0, 3), users.slice(2)].map((editors, index) => ({
          kind: "flag" as const,
          id: `${project.id}-${access}-${index}`,
          attr: {
            organization: organization.id,
            project: project.id,
            access,
            editors: editors.map(({ id }) => id),
          },
        })),
      ),
    ),
  ),
];

/** A flag of an organization that the directory does not hold. */
const ELSEWHERE = {
  kind: "flag" as const,
  id: "elsewhere",
  attr: {
    organization: "initech",
    project: "web",
    access: "everyone" as const,
    editors: [],
  },
};

describe("a filter", () => {
  it("lists what checkMany allows, whoever asks and whatever the action", async () => {
    let allowed = 0;
    let asked = 0;
    for (const asking of [
      ...PEOPLE,
      ...CREDENTIALS,
      { user: "nobody@acme.example", organization: "acme" },
    ]) {
      for (const action of ["read", "edit", "restrict"] as const) {
        const filter = await authorizer.filter({
          ...asking,
          action,
          kind: "flag",
        });
        const answers = await authorizer.checkMany({
          ...asking,
          resources: FLAGS.map((resource) => ({ resource, actions: [action] })),
        });
        const listed = FLAGS.filter((flag) => filter.matches(flag));
        expect(listed.map(({ id }) => id)).toEqual(
          answers
            .filter(({ decisions: [one] }) => one?.allowed)
            .map(({ resource }) => resource.id),
        );
        expect(filter.matches(ELSEWHERE)).toBe(false);
        allowed += listed.length;
        asked += FLAGS.length;
      }
    }
    expect(asked).toBeGreaterThan(1_000);
    expect(allowed).toBeGreaterThan(100);
  });

  it("of a project lists what is in that project, and nothing else", async () => {
    for (const asking of [
      { user: "ruth@acme.example", organization: "acme" },
      { user: "ana@acme.example", organization: "acme" },
      { credential: "release-pipeline", organization: "acme" },
    ]) {
      const request = { ...asking, action: "edit", kind: "flag" } as const;
      const all = await authorizer.filter(request);
      const web = await authorizer.filter({ ...request, project: "web" });
      expect(web.project).toBe("web");
      const listed = FLAGS.filter((flag) => web.matches(flag));
      expect(listed.length).toBeGreaterThan(0);
      expect(listed).toEqual(
        FLAGS.filter(
          (flag) => all.matches(flag) && flag.attr.project === "web",
        ),
      );
    }
  });

  it("says never where nothing can match, and gives no condition", async () => {
    const filter = await authorizer.filter({
      user: "nobody@acme.example",
      organization: "acme",
      action: "edit",
      kind: "flag",
    });
    expect(filter).toMatchObject({ kind: "never", resourceKind: "flag" });
    expect(filter.condition).toBeUndefined();
    expect(FLAGS.some((flag) => filter.matches(flag))).toBe(false);
  });

  it("gives its condition as the PDP does", async () => {
    const { kind, condition } = await authorizer.filter({
      user: "ana@acme.example",
      organization: "acme",
      action: "edit",
      kind: "flag",
      project: "web",
    });
    expect(kind).toBe("condition");
    expect(condition).toHaveProperty("operator", "and");
    expect(JSON.stringify(condition)).toContain(
      "request.resource.attr.editors",
    );
  });

  it("compares user ids without case, as check does", async () => {
    const ana = { user: "ana@acme.example", organization: "acme" } as const;
    const flags = await authorizer.filter({
      ...ana,
      action: "edit",
      kind: "flag",
    });
    const attr = {
      organization: "acme",
      project: "web",
      access: "editors" as const,
      editors: ["ANA@acme.example"],
    };
    expect(flags.matches({ attr })).toBe(true);

    // Nobody changes their own role, however their id is written.
    const members = await authorizer.filter({
      user: "ruth@acme.example",
      organization: "acme",
      action: "edit_role",
      kind: "organization_member",
    });
    const member = {
      organization: "acme",
      role: "member",
      newRole: "viewer",
      adminCount: 2,
    } as const;
    const matches = (user: string): boolean =>
      members.matches({ attr: { ...member, user } });
    expect(matches("RUTH@acme.example")).toBe(false);
    expect(matches("Ana@acme.example")).toBe(true);
  });

  it.each([
    { newRole: "Admin" },
    { adminCount: 1.5 },
    { user: "é@acme.example" },
  ])("never matches what the schema refuses: %o", async (part) => {
    const members = await authorizer.filter({
      user: "ruth@acme.example",
      organization: "acme",
      action: "edit_role",
      kind: "organization_member",
    });
    const attr = {
      organization: "acme",
      user: "ana@acme.example",
      role: "member",
      newRole: "viewer",
      adminCount: 2,
      ...part,
    };
    expect(() => members.matches({ attr: attr as never })).toThrow(
      Object.keys(part)[0],
    );
  });

  it("is about its kind, and no other", async () => {
    const filter = await authorizer.filter({
      user: "ruth@acme.example",
      organization: "acme",
      action: "edit",
      kind: "flag",
    });
    const [flag] = FLAGS;
    expect(() =>
      // @ts-expect-error: that is another kind
      filter.matches({ ...flag, kind: "experiment" }),
    ).toThrow("The filter is for the kind flag");
  });

  it("is not led astray by an attribute that is worked out with its help", async () => {
    const filter = await authorizer.filter({
      user: "ana@acme.example",
      organization: "acme",
      action: "edit",
      kind: "flag",
    });
    const place = { organization: "acme", project: "web" };
    const open = {
      attr: { ...place, access: "everyone", editors: [] },
    } as const;
    expect(filter.matches(open)).toBe(true);
    const lazy = {
      attr: {
        ...place,
        access: "editors" as const,
        get editors(): string[] {
          filter.matches(open);
          return ["noor@acme.example"];
        },
      },
    };
    expect(filter.matches(lazy)).toBe(false);
  });

  it("never matches what lacks an attribute that decides", async () => {
    const filter = await authorizer.filter({
      user: "ana@acme.example",
      organization: "acme",
      action: "edit",
      kind: "flag",
    });
    for (const lacking of ["organization", "project", "access", "editors"]) {
      const attr = {
        organization: "acme",
        project: "web",
        access: "editors",
        editors: ["ana@acme.example"],
        [lacking]: undefined,
      };
      expect(() => filter.matches({ attr: attr as never })).toThrow(lacking);
    }
  });

  it.each([
    [{ kind: "flg" }, 'Did you mean "flag"?'],
    [{ action: "edti" }, 'Did you mean "edit"?'],
    [{ kind: "audit_log", action: "view", project: "web" }, "attribute"],
    [{ organization: "nowhere" }, "organization"],
  ])("knows no unknown names: %o", async (part, message) => {
    const asked = authorizer.filter({
      user: "ana@acme.example",
      organization: "acme",
      action: "edit",
      kind: "flag",
      ...(part as object),
    });
    await expect(asked).rejects.toThrow(UnknownNameError);
    await expect(asked).rejects.toThrow(message);
  });
});
