import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Directory } from "../../src/directory/directory.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import type { OrganizationContents } from "../../src/model/organization.ts";
import { BASE, failureOf, folderWith, yaml } from "./support.ts";

const DOCUMENTS = [
  ...BASE.split("---\n"),
  yaml("kind: User\nid: Ana@Acme.example\nname: Ana\nstatus: pending"),
  yaml(`
kind: User
id: oleg@acme.example
role: none
grants:
  - {project: web, role: manager, starts: 2026-01-01T00:00:00Z, expires: 2026-12-31T00:00:00+02:00, reason: roll-out, approvedBy: ROOT@acme.example}
  - {project: web, app: experiment, role: viewer}`),
  yaml(`
kind: Group
id: payments
name: Payments team
description: Owns checkout
app: govern
members: [OLEG@acme.example, {user: ana@acme.example, expires: 2027-01-31T00:00:00Z}]
teamSpaces: [growth]
grants: [{project: web, role: editor}]`),
  yaml("kind: TeamSpace\nid: growth\nmembers: [ANA@acme.example]"),
  yaml("kind: Credential\nid: Pipeline\ntype: management_api"),
  yaml(
    "kind: Flag\nproject: web\nid: f\naccess: editors\neditors: [Oleg@acme.example]\ncreatedBy: Ana@acme.example\ncreatedVia: app",
  ),
  yaml(
    "kind: Experiment\nproject: web\nid: e\naccess: everyone\ncreatedBy: Pipeline",
  ),
];
const WHOLE = DOCUMENTS.join("---\n");

function contentsOf(directory: Directory): OrganizationContents[] {
  return directory.organizations.map(
    ({
      organization,
      projects,
      users,
      groups,
      credentials,
      teamSpaces,
      items,
    }) => ({
      organization,
      projects,
      users,
      groups,
      credentials,
      teamSpaces,
      items,
    }),
  );
}

async function acme(): Promise<OrganizationContents> {
  const [contents] = contentsOf(
    await loadDirectory(folderWith({ "all.yaml": WHOLE })),
  );
  if (contents === undefined) throw new Error("no organization");
  return contents;
}

describe("a loaded directory", () => {
  it("has what the documents say: user ids in lower case, instants as numbers", async () => {
    const { users, groups, items, teamSpaces, credentials } = await acme();
    expect(users.map(({ id }) => id)).toEqual([
      "ana@acme.example",
      "oleg@acme.example",
      "root@acme.example",
    ]);
    expect(users[1]).toEqual({
      organization: "acme",
      id: "oleg@acme.example",
      name: "oleg@acme.example",
      status: "joined",
      role: "none",
      grants: [
        {
          project: "web",
          app: "analytics",
          role: "manager",
          starts: Date.UTC(2026, 0, 1),
          expires: Date.UTC(2026, 11, 30, 22),
          reason: "roll-out",
          approvedBy: "root@acme.example",
        },
        { project: "web", app: "experiment", role: "viewer" },
      ],
    });
    expect(groups).toEqual([
      {
        organization: "acme",
        id: "payments",
        name: "Payments team",
        description: "Owns checkout",
        app: "govern",
        members: [
          { user: "oleg@acme.example" },
          { user: "ana@acme.example", expires: Date.UTC(2027, 0, 31) },
        ],
        teamSpaces: ["growth"],
        grants: [{ project: "web", app: "govern", role: "editor" }],
      },
    ]);
    expect(items).toEqual([
      {
        kind: "experiment",
        organization: "acme",
        project: "web",
        id: "e",
        access: "everyone",
        editors: [],
        createdBy: "Pipeline",
      },
      {
        kind: "flag",
        organization: "acme",
        project: "web",
        id: "f",
        access: "editors",
        editors: ["oleg@acme.example"],
        createdBy: "ana@acme.example",
        createdVia: "app",
      },
    ]);
    expect(teamSpaces[0]?.members).toEqual(["ana@acme.example"]);
    expect(credentials).toEqual([
      { organization: "acme", id: "Pipeline", type: "management_api" },
    ]);
  });

  it("has the defaults of what the documents leave out", async () => {
    const text = yaml(
      "kind: Organization\nid: acme\nplan: plus\nowner: Root@acme.example",
      "kind: User\nid: root@acme.example\nrole: admin",
      "kind: User\nid: ana@acme.example",
      "kind: Project\nid: web",
    );
    const [contents] = contentsOf(
      await loadDirectory(folderWith({ "a.yaml": text })),
    );
    expect(contents?.organization).toEqual({
      id: "acme",
      name: "acme",
      plan: "plus",
      owner: "root@acme.example",
      permissions: "organization",
      modules: [],
      experiment: { defaultAccess: "everyone" },
    });
    expect(contents?.projects).toEqual([
      { organization: "acme", id: "web", name: "web", modules: [] },
    ]);
    expect(contents?.users[0]).toEqual({
      organization: "acme",
      id: "ana@acme.example",
      name: "ana@acme.example",
      status: "joined",
      grants: [],
    });
  });

  it("finds users without case, other ids exactly", async () => {
    const directory = await loadDirectory(folderWith({ "a.yaml": WHOLE }));
    const organization = directory.organization("acme");
    expect(organization?.user("ANA@acme.example")?.name).toBe("Ana");
    expect(organization?.memberships("Ana@acme.example")).toHaveLength(1);
    expect(organization?.teamSpacesOf("Ana@acme.example")).toHaveLength(1);
    expect(organization?.teamSpacesOf("oleg@acme.example")).toEqual([]);
    expect(organization?.project("WEB")).toBeUndefined();
    expect(directory.organization("Acme")).toBeUndefined();
  });

  it("cannot be changed, at any depth", async () => {
    const contents = await acme();
    const before = JSON.stringify(contents);
    let visited = 0;
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      visited++;
      expect(Object.isFrozen(value)).toBe(true);
      expect(() => Object.assign(value, { added: 1 })).toThrow(TypeError);
      Object.values(value).forEach(visit);
    };
    Object.values(contents).forEach(visit);
    expect(visited).toBeGreaterThan(30);
    expect(JSON.stringify(contents)).toBe(before);
  });

  it("freezes itself and what its methods return", async () => {
    const directory = await loadDirectory(folderWith({ "a.yaml": WHOLE }));
    const organization = directory.organization("acme");
    for (const each of [
      directory,
      directory.organizations,
      organization,
      organization?.memberships("ana@acme.example"),
      organization?.memberships("nobody@acme.example"),
      organization?.teamSpacesOf("ana@acme.example"),
      organization?.teamSpacesOf("nobody@acme.example"),
      organization?.itemsWithId("f"),
      organization?.itemsWithId("nothing"),
    ]) {
      expect(Object.isFrozen(each)).toBe(true);
    }
  });
});

describe("the layout of the files", () => {
  it.each<[string, Record<string, string>]>([
    ["one file", { "all.yaml": WHOLE }],
    ["one document a file", files((index) => `${index}.yaml`)],
    ["nested folders", files((index) => `${"sub/".repeat(index)}x.yaml`)],
    [
      "every spelling of the extension",
      files(
        (index) =>
          `${index}.${["yaml", "yml", "YAML", "Yml"][index % 4] ?? ""}`,
      ),
    ],
    ["a folder named like a file", files((index) => `${index}.yaml/x.yaml`)],
    [
      "files that are not YAML beside",
      {
        "all.yaml": WHOLE,
        "README.md": "{",
        "x.json": "{",
        yaml: "{",
        "x.yaml.bak": "{",
      },
    ],
    [
      "hidden files and packages beside",
      {
        "all.yaml": WHOLE,
        ".x.yaml": "{",
        ".git/x.yaml": "{",
        "a/node_modules/x.yaml": "{",
      },
    ],
  ])("may be %s", async (_name, layout) => {
    const directory = await loadDirectory(folderWith(layout));
    expect(contentsOf(directory)).toEqual([await acme()]);
  });

  it("may hold several organizations, where each document names its own", async () => {
    const named = (organization: string): string =>
      BASE.replace("id: acme", `id: ${organization}`)
        .replace("kind: User", `kind: User\norganization: ${organization}`)
        .replace(
          "kind: Project",
          `kind: Project\norganization: ${organization}`,
        );
    const directory = await loadDirectory(
      folderWith({ "a.yaml": named("globex"), "b.yaml": named("acme") }),
    );
    expect(
      directory.organizations.map(({ organization }) => organization.id),
    ).toEqual(["acme", "globex"]);
    expect(directory.organization("globex")?.project("web")?.organization).toBe(
      "globex",
    );
  });

  it("does not show: any order of documents makes the same directory", async () => {
    const expected = [await acme()];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(DOCUMENTS, { minLength: DOCUMENTS.length }),
        fc.integer({ min: 0, max: DOCUMENTS.length }),
        async (documents, cut) => {
          const folder = folderWith({
            "a.yaml": documents.slice(0, cut).join("---\n"),
            "b/c.yml": documents.slice(cut).join("---\n"),
          });
          expect(contentsOf(await loadDirectory(folder))).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("does not show in what is wrong either", async () => {
    const wrong = [
      ...DOCUMENTS,
      yaml("kind: Group\nid: other\nmembers: [nobody@acme.example, 5]"),
      yaml("kind: Flag\nproject: ios\nid: f\naccess: editors"),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(wrong, { minLength: wrong.length }),
        async (documents) => {
          const folder = folderWith({ "a.yaml": documents.join("---\n") });
          const { problems } = await failureOf(() => loadDirectory(folder));
          expect(
            problems
              .map(({ id, path }) => `${id ?? ""} ${path ?? ""}`)
              .toSorted(),
          ).toEqual(["f project", "other members[0]", "other members[1]"]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

function files(name: (index: number) => string): Record<string, string> {
  return Object.fromEntries(
    DOCUMENTS.map((document, index) => [name(index), document]),
  );
}
