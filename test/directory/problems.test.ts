import { describe, expect, it } from "vitest";
import { loadDirectory } from "../../src/directory/load.ts";
import {
  ACME,
  BASE,
  failureOf,
  FLAT,
  folderWith,
  GROWTH,
  problemsOf,
  ROOT,
  WEB,
  yaml,
  type Files,
} from "./support.ts";

/** What is wrong, the files, and the problems: where, path, and parts of message and remedy. */
type Case = readonly [
  name: string,
  files: Files,
  ...problems: readonly (readonly [
    where: string,
    path: string | undefined,
    text: string,
  ])[],
];

const ana = (...lines: readonly string[]): string =>
  yaml(["kind: User", "id: ana@acme.example", ...lines].join("\n"));
const group = (...lines: readonly string[]): string =>
  yaml(["kind: Group", "id: payments", ...lines].join("\n"));
const flag = (...lines: readonly string[]): string =>
  yaml(["kind: Flag", "project: web", "id: f", ...lines].join("\n"));
const grant = (text: string): string => ana("grants:", `  - {${text}}`);

const DOCUMENT_CASES: readonly Case[] = [
  [
    "a syntax error",
    { "base.yaml": BASE, "x.yaml": "a: 1\nb: [1, 2\nc: 3\n" },
    ["x.yaml:3", undefined, "This is not YAML"],
  ],
  [
    "an unknown key",
    { "base.yaml": BASE, "x.yaml": group("members: []", "membres: []") },
    ["x.yaml:5", "membres", 'Unknown key "membres". Did you mean "members"?'],
  ],
  [
    "an unknown key that resembles none",
    { "base.yaml": BASE, "x.yaml": group("colour: red") },
    ["x.yaml:4", "colour", "Remove it. The keys here are apiVersion, kind"],
  ],
  [
    "an unknown key in a grant",
    {
      "base.yaml": BASE,
      "x.yaml": grant("project: web, role: viewer, app_: x"),
    },
    ["x.yaml:5", "grants[0].app_", 'Did you mean "app"?'],
  ],
  [
    "an unknown kind",
    { "base.yaml": BASE, "x.yaml": yaml("kind: Gruop\nid: g") },
    ["x.yaml:2", "kind", 'Unknown kind "Gruop". Did you mean "Group"?'],
  ],
  [
    "an unknown kind that resembles none",
    { "base.yaml": BASE, "x.yaml": yaml("kind: Deployment\nid: g") },
    ["x.yaml:2", "kind", "Use one of Organization, Project, Group"],
  ],
  [
    "a kind that is not text",
    { "base.yaml": BASE, "x.yaml": yaml("kind: [User]\nid: g") },
    ["x.yaml:2", "kind", "A list is not a kind"],
  ],
  [
    "a missing kind",
    { "base.yaml": BASE, "x.yaml": yaml("id: g") },
    ["x.yaml:1", "kind", '"kind" is missing. Write one of'],
  ],
  [
    "a missing apiVersion",
    { "base.yaml": BASE, "x.yaml": "kind: Project\nid: ios\n" },
    ["x.yaml:1", "apiVersion", 'Add "apiVersion: rolebook/v1"'],
  ],
  [
    "a wrong apiVersion",
    { "base.yaml": BASE, "x.yaml": "kind: Project\nid: ios\napiVersion: v2\n" },
    ["x.yaml:3", "apiVersion", '"v2" is not a version'],
  ],
  [
    "a missing id",
    { "base.yaml": BASE, "x.yaml": yaml("kind: Project") },
    ["x.yaml:1", "id", '"id" is missing'],
  ],
  [
    "a document that is a list",
    { "base.yaml": BASE, "x.yaml": "- a\n- b\n" },
    ["x.yaml:1", undefined, "A list is not a document. Write a mapping"],
  ],
  [
    "a document that is text",
    { "base.yaml": BASE, "x.yaml": "---\n# nothing\n---\nhello\n" },
    ["x.yaml:4", undefined, '"hello" is not a document'],
  ],
  [
    "a document that is null",
    { "base.yaml": BASE, "x.yaml": "~\n" },
    ["x.yaml:1", undefined, "An empty value is not a document"],
  ],
  [
    "a number for text",
    { "base.yaml": BASE, "x.yaml": yaml("kind: Project\nid: ios\nname: 5") },
    ["x.yaml:4", "name", "5 is not text. Put it in quotes."],
  ],
  [
    "a key without a value",
    { "base.yaml": BASE, "x.yaml": group("members:") },
    ["x.yaml:4", "members", "There is no value. Write a list"],
  ],
  [
    "a value for a list",
    { "base.yaml": BASE, "x.yaml": group("members: ana@acme.example") },
    ["x.yaml:4", "members", '"ana@acme.example" is not a list'],
  ],
  [
    "an identifier with a space",
    { "base.yaml": BASE, "x.yaml": yaml("kind: Project\nid: my app") },
    ["x.yaml:3", "id", '"my app" is not an identifier'],
  ],
  [
    "a user id that is no address",
    { "base.yaml": BASE, "x.yaml": yaml("kind: User\nid: ana") },
    ["x.yaml:3", "id", '"ana" is not an e-mail address'],
  ],
  [
    "a member that is no address",
    { "base.yaml": BASE, "x.yaml": group("members:", "  - root") },
    ["x.yaml:5", "members[0]", '"root" is not an e-mail address'],
  ],
  [
    "a member that is neither text nor a mapping",
    { "base.yaml": BASE, "x.yaml": group("members: [5]") },
    ["x.yaml:4", "members[0]", "5 is not a member. Write a user id, or {user"],
  ],
  [
    "a timed member with a wrong key",
    {
      "base.yaml": BASE,
      "x.yaml": group(
        "members:",
        "  - user: root@acme.example",
        "    expiers: x",
      ),
    },
    ["x.yaml:6", "members[0].expiers", 'Did you mean "expires"?'],
  ],
  [
    "a timed member without a user",
    { "base.yaml": BASE, "x.yaml": group("members:", "  - {}") },
    ["x.yaml:5", "members[0].user", '"user" is missing'],
  ],
  [
    "a misspelt role",
    { "base.yaml": BASE, "x.yaml": grant("project: web, role: manger") },
    [
      "x.yaml:5",
      "grants[0].role",
      '"manger" is not one of viewer, editor, member, manager, admin. Did you mean "manager"?',
    ],
  ],
  [
    "a module twice",
    {
      "base.yaml": yaml(
        ACME,
        ROOT,
        "kind: Project\nid: web\nmodules: [govern, govern]",
      ),
    },
    ["base.yaml:17", "modules", "The list has an entry twice"],
  ],
  [
    "an empty name",
    { "base.yaml": BASE, "x.yaml": yaml("kind: Project\nid: ios\nname: ''") },
    ["x.yaml:4", "name", "The text is empty"],
  ],
  [
    "an instant without a time zone",
    {
      "base.yaml": BASE,
      "x.yaml": grant("project: web, role: viewer, expires: 2027-01-31"),
    },
    ["x.yaml:5", "grants[0].expires", '"2027-01-31" is not an instant'],
  ],
  [
    "a leap second",
    {
      "base.yaml": BASE,
      "x.yaml": grant(
        'project: web, role: viewer, starts: "2016-12-31T23:59:60Z"',
      ),
    },
    ["x.yaml:5", "grants[0].starts", "is not an instant that can be compared"],
  ],
];

const REFERENCE_CASES: readonly Case[] = [
  [
    "a duplicate id",
    { "base.yaml": BASE, "x.yaml": yaml(WEB) },
    ["x.yaml:3", "id", 'Project "web" is already defined in'],
  ],
  [
    "a duplicate user, whatever the case",
    { "base.yaml": BASE, "x.yaml": yaml("kind: User\nid: Root@ACME.example") },
    ["x.yaml:3", "id", "base.yaml:9. Merge the two"],
  ],
  [
    "a duplicate flag in one project",
    {
      "base.yaml": BASE,
      "x.yaml": flag("access: everyone") + "---\n" + flag("access: everyone"),
    },
    ["x.yaml:10", "id", 'Flag "f" is already defined in'],
  ],
  [
    "two organizations with one id",
    { "base.yaml": BASE, "x.yaml": yaml(ACME) },
    ["x.yaml:3", "id", 'Organization "acme" is already defined in'],
  ],
  [
    "an organization left out where there are two",
    {
      "base.yaml": BASE.replaceAll(
        "kind: User",
        "organization: acme\nkind: User",
      ),
      "x.yaml": yaml(
        "kind: Organization\nid: globex\nplan: plus\nowner: g@globex.example",
        "kind: User\norganization: globex\nid: g@globex.example\nrole: admin",
      ),
    },
    [
      "base.yaml:15",
      undefined,
      '"organization" is missing, and the directory holds 2 organizations. Add "organization:" with one of acme, globex',
    ],
  ],
  [
    "an organization that does not exist",
    {
      "base.yaml": BASE,
      "x.yaml": yaml("kind: Project\nid: ios\norganization: acne"),
    },
    ["x.yaml:4", "organization", 'does not exist. Did you mean "acme"?'],
  ],
  [
    "a member that does not exist",
    {
      "base.yaml": BASE,
      "x.yaml": group("members: [root@acme.example, roof@acme.example]"),
    },
    [
      "x.yaml:4",
      "members[1]",
      'User "roof@acme.example" does not exist in organization "acme". Did you mean "root@acme.example"?',
    ],
  ],
  [
    "a timed member that does not exist",
    { "base.yaml": BASE, "x.yaml": group("members:", "- user: x@y") },
    ["x.yaml:5", "members[0].user", "add a User document"],
  ],
  [
    "a project that does not exist in a user's grant",
    { "base.yaml": BASE, "x.yaml": grant("project: wbe, role: viewer") },
    ["x.yaml:5", "grants[0].project", 'Did you mean "web"?'],
  ],
  [
    "a project that does not exist in a group's grant",
    {
      "base.yaml": BASE,
      "x.yaml": group("grants:", "- project: backend", "  role: viewer"),
    },
    ["x.yaml:5", "grants[0].project", 'Project "backend" does not exist'],
  ],
  [
    "an approver who does not exist",
    {
      "base.yaml": BASE,
      "x.yaml": grant("project: web, role: viewer, approvedBy: x@y"),
    },
    ["x.yaml:5", "grants[0].approvedBy", 'User "x@y" does not exist'],
  ],
  [
    "a team space that does not exist",
    { "base.yaml": BASE, "x.yaml": group("teamSpaces: [growth]") },
    ["x.yaml:4", "teamSpaces[0]", 'Team space "growth" does not exist'],
  ],
  [
    "a team space's member who does not exist",
    {
      "base.yaml": BASE,
      "x.yaml": yaml("kind: TeamSpace\nid: growth\nmembers: [x@y]"),
    },
    ["x.yaml:4", "members[0]", 'User "x@y" does not exist'],
  ],
  [
    "a flag's project, editor and creator that do not exist",
    {
      "base.yaml": BASE,
      "x.yaml": yaml(
        "kind: Flag\nproject: ios\nid: f\naccess: editors\neditors: [x@y]\ncreatedBy: pipeline",
      ),
    },
    ["x.yaml:3", "project", 'Project "ios" does not exist'],
    ["x.yaml:6", "editors[0]", 'User "x@y" does not exist'],
    ["x.yaml:7", "createdBy", 'Credential "pipeline" does not exist'],
  ],
  [
    "an owner who does not exist",
    { "base.yaml": BASE.replace("owner: root", "owner: roof") },
    ["base.yaml:5", "owner", 'Did you mean "root@acme.example"?'],
  ],
];

const RULE_CASES: readonly Case[] = [
  [
    "a role that the user grant's app does not have",
    {
      "base.yaml": BASE,
      "x.yaml": grant("project: web, app: govern, role: admin"),
    },
    [
      "x.yaml:5",
      "grants[0].role",
      '"admin" is not a role of govern. Use one of viewer, editor',
    ],
  ],
  [
    "a role that the group's app does not have",
    {
      "base.yaml": BASE,
      "x.yaml": group(
        "app: accounts",
        "grants: [{project: web, role: member}]",
      ),
    },
    [
      "x.yaml:5",
      "grants[0].role",
      '"member" is not a role of accounts. Use viewer',
    ],
  ],
  [
    "an editor in Analytics",
    { "base.yaml": BASE, "x.yaml": grant("project: web, role: editor") },
    ["x.yaml:5", "grants[0].role", '"editor" is not a role of analytics'],
  ],
  [
    "an organization role that only exists per organization",
    { "base.yaml": BASE, "x.yaml": ana("role: manager") },
    [
      "x.yaml:4",
      "role",
      "if roles are assigned per project. Use one of none, member, admin. Give other roles with grants",
    ],
  ],
  [
    "an organization role that only exists per project",
    { "base.yaml": FLAT, "x.yaml": ana("role: none") },
    [
      "x.yaml:4",
      "role",
      "if roles are assigned per organization. Use one of viewer, member",
    ],
  ],
  [
    "a user's grants where roles are per organization",
    { "base.yaml": FLAT, "x.yaml": grant("project: web, role: viewer") },
    [
      "x.yaml:4",
      "grants",
      "Grants are allowed only if roles are assigned per project",
    ],
  ],
  [
    "a group where roles are per organization",
    { "base.yaml": FLAT, "x.yaml": group() },
    ["x.yaml:1", undefined, 'or set "permissions: project"'],
  ],
  [
    "roles per project on a lower plan",
    { "base.yaml": BASE.replace("plan: enterprise", "plan: plus") },
    [
      "base.yaml:6",
      "permissions",
      "The plan plus does not include roles per project",
    ],
  ],
  [
    "a group on a lower plan",
    { "base.yaml": GROWTH, "x.yaml": group("app: experiment") },
    ["x.yaml:1", undefined, "or upgrade from growth to enterprise"],
  ],
  [
    "an Experiment grant on a lower plan, once",
    {
      "base.yaml": GROWTH,
      "x.yaml": grant("project: web, app: experiment, role: viewer"),
    },
    ["x.yaml:4", "grants", "or upgrade from growth to enterprise"],
  ],
  [
    "what else an organization with roles per project loses with its plan",
    {
      "base.yaml": BASE.replace("plan: enterprise", "plan: plus"),
      "x.yaml":
        grant("project: web, app: experiment, role: viewer") +
        "  - {project: web, role: viewer}\n",
      "y.yaml": group(),
    },
    [
      "base.yaml:6",
      "permissions",
      "The plan plus does not include roles per project",
    ],
    [
      "x.yaml:5",
      "grants[0].app",
      "The plan plus does not include Experiment grants",
    ],
    ["y.yaml:1", undefined, "The plan plus does not include groups"],
  ],
  [
    "a restricted default on a lower plan",
    {
      "base.yaml": GROWTH.replace(
        "modules: [experiment, govern]",
        "modules: [experiment, govern]\nexperiment:\n  defaultAccess: editors",
      ),
    },
    [
      "base.yaml:9",
      "experiment.defaultAccess",
      "flags that only editors may change",
    ],
  ],
  [
    "a module that is enabled but not purchased",
    {
      "base.yaml": BASE,
      "x.yaml": yaml("kind: Project\nid: ios\nmodules:\n- govern\n- accounts"),
    },
    ["x.yaml:6", "modules[1]", "The organization has not purchased accounts"],
  ],
  [
    "an organization without an admin",
    { "base.yaml": BASE.replace("role: admin", "role: member") },
    [
      "base.yaml:1",
      undefined,
      'Organization "acme" has no admin. Give the owner',
    ],
  ],
  [
    "an organization with neither an admin nor its owner",
    {
      "base.yaml": yaml(
        ACME.replace("root", "boss"),
        ROOT.replace("admin", "member"),
      ),
    },
    ["base.yaml:1", undefined, "has no admin. Give a user the role admin"],
    ["base.yaml:5", "owner", 'User "boss@acme.example" does not exist'],
  ],
  [
    "an organization without any user",
    { "base.yaml": yaml(ACME) },
    ["base.yaml:5", "owner", "add a User document for it"],
  ],
  [
    "an owner who is not an admin",
    {
      "base.yaml": BASE.replace("owner: root", "owner: ana"),
      "x.yaml": ana("role: member"),
    },
    ["base.yaml:5", "owner", 'The owner, "ana@acme.example", is not an admin'],
  ],
  [
    "a grant that expires before it starts",
    {
      "base.yaml": BASE,
      "x.yaml": ana(
        "grants:",
        "- project: web",
        "  role: viewer",
        "  starts: 2027-01-02T00:00:00Z",
        "  expires: 2027-01-01T00:00:00Z",
      ),
    },
    ["x.yaml:8", "grants[0].expires", '"expires" is not later than "starts"'],
  ],
  [
    "a membership that expires as it starts",
    {
      "base.yaml": BASE,
      "x.yaml": group(
        "members:",
        "- user: root@acme.example",
        "  starts: 2027-01-02T00:00:00Z",
        "  expires: 2027-01-02T01:00:00+01:00",
      ),
    },
    ["x.yaml:7", "members[0].expires", '"expires" is not later than "starts"'],
  ],
];

describe.each([
  ["a document", DOCUMENT_CASES],
  ["a reference", REFERENCE_CASES],
  ["a rule", RULE_CASES],
])("what is wrong with %s", (_, cases) => {
  for (const [name, files, ...expected] of cases) {
    it(`includes ${name}`, async () => {
      const problems = await problemsOf(files);
      expect(
        problems.map(({ file, line, path }) => [
          `${String(file)}:${String(line)}`,
          path,
        ]),
      ).toEqual(expected.map(([where, path]) => [where, path]));
      problems.forEach(({ message, remedy }, index) => {
        expect(`${message}. ${remedy}`).toContain(expected[index]?.[2]);
      });
    });
  }
});

describe("what is not wrong", () => {
  it.each<[string, Files]>([
    [
      "a restricted flag on a lower plan",
      { "base.yaml": GROWTH, "x.yaml": flag("access: editors") },
    ],
    [
      "a flag and an experiment with one id",
      {
        "base.yaml": BASE,
        "x.yaml": flag("access: everyone"),
        "y.yaml": flag("access: everyone").replace("Flag", "Experiment"),
      },
    ],
    [
      "flags with one id in two projects",
      {
        "base.yaml": BASE,
        "x.yaml": flag("access: everyone"),
        "y.yaml": yaml(
          "kind: Project\nid: ios",
          "kind: Flag\nproject: ios\nid: f\naccess: everyone",
        ),
      },
    ],
    [
      "ids that differ in case, of anything but users",
      { "base.yaml": BASE, "x.yaml": yaml("kind: Project\nid: WEB") },
    ],
    [
      "a reference to a user in another case",
      { "base.yaml": BASE, "x.yaml": group("members: [Root@Acme.Example]") },
    ],
    [
      "a flag that a credential created",
      {
        "base.yaml": BASE,
        "x.yaml": flag("access: everyone", "createdBy: pipeline"),
        "y.yaml": yaml("kind: Credential\nid: pipeline\ntype: management_api"),
      },
    ],
    [
      "empty documents",
      { "base.yaml": `---\n# only this\n---\n${BASE}---\n---\n` },
    ],
    ["a byte order mark", { "base.yaml": `\uFEFF${BASE}` }],
    ["Windows line ends", { "base.yaml": BASE.replaceAll("\n", "\r\n") }],
    ["an empty file beside others", { "base.yaml": BASE, "x.yaml": "" }],
    [
      "an empty list of grants where roles are per organization",
      { "base.yaml": FLAT, "x.yaml": ana("grants: []") },
    ],
  ])("includes %s", async (_name, files) => {
    await expect(loadDirectory(folderWith(files))).resolves.toBeDefined();
  });
});

describe("a directory with many problems", () => {
  it("reports those of every file, document and kind at once, in order", async () => {
    const problems = await problemsOf({
      "a.yaml": BASE,
      "b.yaml": `${ana("colour: red")}---\n{\n---\n${group("members: [x@y]")}`,
      "sub/c.yml": flag("access: nobody"),
      "sub/d.yml": new Uint8Array([0xff, 0xfe]),
    });
    expect(
      problems.map(({ file, document, line }) => [file, document, line]),
    ).toEqual([
      ["b.yaml", 1, 4],
      ["b.yaml", 2, 7],
      ["sub/c.yml", 1, 5],
      ["sub/d.yml", undefined, undefined],
    ]);
  });

  it("prints the first hundred and keeps them all", async () => {
    const members = Array.from({ length: 2500 }, (_, index) => `bad${index}`);
    const folder = folderWith({
      "a.yaml": BASE,
      "b.yaml": group("members:", ...members.map((each) => `- ${each}`)),
    });
    const error = await failureOf(() => loadDirectory(folder));
    expect(error.problems).toHaveLength(2500);
    expect(error.problems.map(({ line }) => line)).toEqual(
      members.map((_, index) => index + 5),
    );
    expect(error.message).toContain("The directory has 2500 problems:\n");
    expect(error.message).toContain("... and 2400 more");
    expect(error.message.split("\n")).toHaveLength(102);
    expect(error.message).toContain(
      'b.yaml:5  members[0]: "bad0" is not an e-mail address. Write',
    );
  });
});

describe("one cause", () => {
  it.each<[string, Files, string]>([
    [
      "a typo in a user that a group lists",
      {
        "a.yaml": BASE,
        "b.yaml": ana("rol: member"),
        "c.yaml": group("members: [ana@acme.example]"),
      },
      "rol",
    ],
    [
      "a syntax error in a user that a group lists",
      {
        "a.yaml": BASE,
        "b.yaml": ana("role: [", "x: 1"),
        "c.yaml": group("members: [ana@acme.example]"),
      },
      "",
    ],
    [
      "a misspelt kind of a user that a group lists",
      {
        "a.yaml": BASE,
        "b.yaml": ana().replace("User", "Usr"),
        "c.yaml": group("members: [ana@acme.example]"),
      },
      "kind",
    ],
    [
      "an unknown kind of what a group lists",
      {
        "a.yaml": BASE,
        "b.yaml": ana().replace("User", "Something"),
        "c.yaml": group("members: [Ana@acme.example]"),
      },
      "kind",
    ],
    [
      "a file that cannot be read",
      {
        "a.yaml": BASE,
        "b.yaml": new Uint8Array([0xff]),
        "c.yaml": group("members: [ana@acme.example]"),
      },
      "",
    ],
    [
      "a bad project id",
      {
        "a.yaml": BASE,
        "b.yaml": yaml("kind: Project\nid: my app"),
        "c.yaml": grant("project: my-app, role: viewer"),
      },
      "id",
    ],
    [
      "an id that is wrong in two ways",
      {
        "a.yaml": BASE,
        "b.yaml": yaml(`kind: Project\nid: "${"a ".repeat(99)}"`),
      },
      "id",
    ],
    [
      "a missing organization of a user that a group lists",
      {
        "a.yaml": BASE.replace(
          "kind: User",
          "organization: acme\nkind: User",
        ).replace("kind: Project", "organization: acme\nkind: Project"),
        "b.yaml": yaml(
          "kind: Organization\nid: globex\nplan: plus\nowner: g@globex.example",
          "kind: User\norganization: globex\nid: g@globex.example\nrole: admin",
        ),
        "c.yaml": ana(),
        "d.yaml": group("organization: acme", "members: [Ana@acme.example]"),
      },
      "",
    ],
    [
      "a misspelt plan",
      { "a.yaml": BASE.replace("enterprise", "enterprse"), "c.yaml": group() },
      "plan",
    ],
    [
      "a misspelt permissions",
      {
        "a.yaml": BASE.replace("permissions: project", "permissions: projct"),
        "c.yaml": group(),
        "d.yaml": ana("role: none"),
      },
      "permissions",
    ],
    [
      "a misspelt app",
      {
        "a.yaml": BASE,
        "b.yaml": grant("project: web, app: gvern, role: editor"),
      },
      "grants[0].app",
    ],
    [
      "a misspelt app of a group",
      {
        "a.yaml": BASE,
        "b.yaml": group("app: gvern", "grants: [{project: web, role: editor}]"),
      },
      "app",
    ],
    [
      "a misspelt role of the only admin",
      { "a.yaml": BASE.replace("role: admin", "role: admn") },
      "role",
    ],
    [
      "a misspelt module of the organization",
      { "a.yaml": BASE.replace("[experiment, govern]", "[experimnt, govern]") },
      "modules[0]",
    ],
    [
      "an organization's bad id",
      {
        "a.yaml": BASE.replace("id: acme", "id: a b"),
        "b.yaml": yaml("kind: Project\nid: ios\norganization: acme"),
      },
      "id",
    ],
  ])("is reported once: %s", async (_name, files, path) => {
    const problems = await problemsOf(files);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path ?? "").toBe(path);
  });

  it("does not hide another: the rest of a wrong document is checked", async () => {
    const problems = await problemsOf({
      "a.yaml": BASE,
      "b.yaml": ana(
        "rol: x",
        "grants:",
        "- {project: web, role: manger}",
        "- {project: wbe, role: editor}",
      ),
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "rol",
      "grants[0].role",
      "grants[1].project",
      "grants[1].role",
    ]);
  });
});
