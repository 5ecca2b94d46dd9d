import { describe, expect, it } from "vitest";
import { loadDirectory } from "../../src/directory/load.ts";
import { reviewFolder } from "../../src/review/review.ts";
import { reviewDirectory } from "../../src/review/warnings.ts";
import { type Warning } from "../../src/review/warning.ts";
import { BASE, folderWith, GROWTH, yaml } from "./support.ts";

const AT = Date.UTC(2027, 0, 1);
const BEFORE = "2026-12-31T23:59:59Z";
const NOW = "2027-01-01T00:00:00Z";
const AFTER = "2027-01-01T00:00:01Z";

async function review(text: string, base = BASE): Promise<readonly Warning[]> {
  const folder = folderWith({ "a.yaml": base, "b.yaml": text });
  return reviewDirectory(await loadDirectory(folder), AT);
}

describe("a review of a directory warns of", () => {
  it("a group without members", async () => {
    expect(await review(yaml("kind: Group\nid: empty"))).toEqual([
      {
        organization: "acme",
        kind: "Group",
        id: "empty",
        message: 'Group "empty" has no members',
        remedy: "Add members, or remove the group.",
      },
    ]);
  });

  it.each([
    "User\nid: ana@acme.example",
    "Group\nid: g\nmembers: [root@acme.example]",
  ])("an expired grant of a %s", async (holder) => {
    const grants = [BEFORE, NOW, AFTER].map(
      (expires) => `{project: web, role: viewer, expires: ${expires}}`,
    );
    const warnings = await review(
      yaml(`kind: ${holder}\ngrants: [${grants.join(", ")}]`),
    );
    expect(warnings.map(({ kind, path }) => [kind, path])).toEqual([
      [holder.split("\n")[0], "grants[0].expires"],
      [holder.split("\n")[0], "grants[1].expires"],
    ]);
  });

  it("an expired membership", async () => {
    const members = [NOW, AFTER].map(
      (expires) => `{user: root@acme.example, expires: ${expires}}`,
    );
    expect(
      await review(
        yaml(`kind: Group\nid: g\nmembers: [${members.join(", ")}]`),
      ),
    ).toMatchObject([
      {
        organization: "acme",
        kind: "Group",
        id: "g",
        path: "members[0].expires",
        message: 'The membership of "root@acme.example" has expired',
      },
    ]);
  });

  it("a restricted flag on a plan that cannot restrict any", async () => {
    const text = yaml(
      "kind: Flag\nproject: web\nid: closed\naccess: editors",
      "kind: Flag\nproject: web\nid: open\naccess: everyone",
      "kind: Experiment\nproject: web\nid: closed\naccess: editors",
    );
    expect(await review(text, GROWTH)).toMatchObject([
      { kind: "Experiment", id: "closed", path: "access" },
      { kind: "Flag", id: "closed", path: "access" },
    ]);
    expect(await review(text, BASE)).toEqual([]);
  });
});

it("a review warns of a grant for a module that the project does not have", async () => {
  const grants =
    "grants: [{project: web, app: experiment, role: member}, {project: web, app: accounts, role: viewer}, {project: web, role: member}]";
  expect(
    await review(yaml(`kind: User\nid: ana@acme.example\n${grants}`)),
  ).toEqual([
    {
      organization: "acme",
      kind: "User",
      id: "ana@acme.example",
      path: "grants[1]",
      message:
        'The grant of viewer in accounts of project "web" gives nothing, because the project has not enabled the module',
      remedy: "Enable the module in the project, or remove the grant.",
    },
  ]);
});

it("a review warns of an editor whose role cannot edit", async () => {
  const warnings = await review(
    yaml(
      "kind: User\nid: member@acme.example\ngrants: [{project: web, role: member}]",
      "kind: User\nid: viewer@acme.example\ngrants: [{project: web, role: viewer}]",
      "kind: User\nid: stranger@acme.example",
      "kind: User\nid: override@acme.example\ngrants: [{project: web, role: manager}, {project: web, app: experiment, role: viewer}]",
      `kind: User\nid: expired@acme.example\ngrants: [{project: web, role: member, expires: ${NOW}}]`,
      "kind: Flag\nid: restricted\nproject: web\naccess: editors\neditors: [member@acme.example, viewer@acme.example, stranger@acme.example, override@acme.example, expired@acme.example, root@acme.example]",
      "kind: Flag\nid: open\nproject: web\naccess: everyone\neditors: [viewer@acme.example]",
    ),
  );
  expect(
    warnings
      .filter(({ kind }) => kind === "Flag")
      .map(({ id, path, message }) => [id, path, message]),
  ).toEqual(
    [
      ["viewer", "has the Experiment role viewer", 1],
      ["stranger", "has no Experiment role", 2],
      ["override", "has the Experiment role viewer", 3],
      ["expired", "has no Experiment role", 4],
    ].map(([who, what, index]) => [
      "restricted",
      `editors[${index ?? ""}]`,
      `The editor "${who ?? ""}@acme.example" ${what ?? ""} in project "web" and cannot edit`,
    ]),
  );
});

describe("a review warns of what is listed twice:", () => {
  const member = (times: string) => `{user: Root@acme.example${times}}`;
  const members = (...list: string[]) =>
    yaml(`kind: Group\nid: g\nmembers: [${list.join(", ")}]`);

  it("a member of a group, whatever the case", async () => {
    expect(
      await review(
        members("root@acme.example", "Root@acme.example", member("")),
      ),
    ).toEqual(
      [1, 2].map((index) => ({
        organization: "acme",
        kind: "Group",
        id: "g",
        path: `members[${index}]`,
        message: '"root@acme.example" is already covered by members[0]',
        remedy: "Remove one of the two.",
      })),
    );
  });

  it("a member whose end another membership takes back", async () => {
    const [early, late] = ["2027-06-01T00:00:00Z", "2027-09-01T00:00:00Z"];
    const pathsOf = async (...list: string[]) =>
      (await review(members(...list))).map(({ path, message }) => [
        path,
        message.split(" ").at(-1),
      ]);
    expect(
      await pathsOf(member(`, expires: ${early}`), "root@acme.example"),
    ).toEqual([["members[0]", "members[1]"]]);
    expect(
      await pathsOf(
        member(`, starts: ${early}, expires: ${late}`),
        member(`, expires: ${late}`),
        member(`, expires: ${early}`),
      ),
    ).toEqual([
      ["members[0]", "members[1]"],
      ["members[2]", "members[1]"],
    ]);
  });

  it("not a member whose memberships follow each other, or outlast each other", async () => {
    const [early, late] = ["2027-06-01T00:00:00Z", "2027-09-01T00:00:00Z"];
    for (const starts of [NOW, early, late]) {
      const list = [
        member(`, expires: ${early}`),
        member(`, starts: ${starts}`),
      ];
      expect(await review(members(...list))).toEqual([]);
      expect(await review(members(...list.toReversed()))).toEqual([]);
    }
  });

  it.each(["Flag", "Experiment"])("an editor of a %s", async (kind) => {
    const text = yaml(
      `kind: ${kind}\nproject: web\nid: f\naccess: everyone\neditors: [root@acme.example, ROOT@acme.example]`,
    );
    expect(await review(text)).toEqual([
      {
        organization: "acme",
        kind,
        id: "f",
        project: "web",
        path: "editors[1]",
        message: '"root@acme.example" is already covered by editors[0]',
        remedy: "Remove one of the two.",
      },
    ]);
  });

  it("a member of a team space", async () => {
    const text = yaml(
      "kind: TeamSpace\nid: s\nmembers: [root@acme.example, root@acme.example]",
    );
    expect(await review(text)).toMatchObject([
      { kind: "TeamSpace", id: "s", path: "members[1]" },
    ]);
  });

  it.each([
    "User\nid: ana@acme.example",
    "Group\nid: g\nmembers: [root@acme.example]",
  ])("a grant of a %s", async (holder) => {
    const grants = [
      "{project: web, role: viewer}",
      "{project: web, role: member}",
      "{project: web, role: viewer, reason: again}",
      `{project: web, role: member, expires: ${AFTER}}`,
    ];
    expect(
      await review(yaml(`kind: ${holder}\ngrants: [${grants.join(", ")}]`)),
    ).toMatchObject([
      {
        path: "grants[2]",
        message:
          'The grant of viewer in analytics of project "web" is already covered by grants[0]',
      },
      {
        path: "grants[3]",
        message:
          'The grant of member in analytics of project "web" is already covered by grants[1]',
      },
    ]);
  });

  it("not a role in another app, nor one that a group gives too", async () => {
    const text = yaml(
      "kind: User\nid: ana@acme.example\ngrants: [{project: web, role: viewer}, {project: web, app: experiment, role: viewer}]",
      "kind: Group\nid: g\nmembers: [ana@acme.example]\ngrants: [{project: web, role: viewer}]",
    );
    expect(await review(text)).toEqual([]);
  });
});

it("a review of a directory that is as it should be warns of nothing", async () => {
  expect(
    await review(yaml("kind: Group\nid: g\nmembers: [root@acme.example]")),
  ).toEqual([]);
});

it("a review of a folder says where each thing is, in the right organization", async () => {
  const other = [
    "kind: Organization\nid: globex\nplan: enterprise\nowner: boss@globex.example\npermissions: project",
    "kind: User\norganization: globex\nid: Boss@globex.example\nrole: admin",
    "kind: Group\norganization: globex\nid: empty",
  ];
  const own = ["kind: Group\norganization: acme\nid: empty"];
  const folder = folderWith({
    "acme.yaml": BASE.replaceAll(
      /^(kind: (?!Organization).*)$/gm,
      "$1\norganization: acme",
    ),
    "groups.yaml": yaml(...own, ...other),
  });
  const { directory, warnings } = await reviewFolder(folder, AT);
  expect(directory.organizations.length).toBe(2);
  expect(
    warnings.map(({ file, document, line, kind, id }) => [
      file?.endsWith("groups.yaml"),
      document,
      line !== undefined,
      kind,
      id,
    ]),
  ).toEqual([
    [true, 1, true, "Group", "empty"],
    [true, 4, true, "Group", "empty"],
  ]);
});

it("a review of a folder says on which line something is listed again", async () => {
  const folder = folderWith({
    "a.yaml": BASE,
    "b.yaml": yaml(
      "kind: TeamSpace\nid: s\nmembers:\n  - root@acme.example\n  - ROOT@acme.example",
      "kind: User\nid: ana@acme.example\ngrants:\n  - {project: web, role: viewer}\n  - {project: web, role: viewer}",
    ),
  });
  const { warnings } = await reviewFolder(folder, AT);
  expect(
    warnings.map(({ file, line, path }) => [
      file?.endsWith("b.yaml"),
      line,
      path,
    ]),
  ).toEqual([
    [true, 6, "members[1]"],
    [true, 13, "grants[1]"],
  ]);
});
