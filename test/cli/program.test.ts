import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { exitCodeOf } from "../../src/cli/errors.ts";
import { run } from "../../src/cli/program.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";

const ACME = packagePath("examples/acme");
const NOW = "2026-11-01T00:00:00Z";
const AT = ["--at", NOW];

let pdp: EmbeddedPdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

interface Result {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function rolebook(...args: string[]): Promise<Result> {
  let out = "";
  let err = "";
  const exitCode = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return {
    exitCode,
    out,
    err,
  };
}

function ask(command: string, ...args: string[]): Promise<Result> {
  return rolebook(
    command,
    ...args,
    ...["--directory", ACME, "--pdp", pdp.address, ...AT],
  );
}

async function askJson<T>(command: string, ...args: string[]): Promise<T> {
  return JSON.parse((await ask(command, ...args, "--json")).out) as T;
}

describe("rolebook check", () => {
  it("allows an editor, and says by which role, source and rule", async () => {
    const result = await ask(
      "check",
      "sam@acme.example",
      "edit",
      "flag:new-checkout",
    );
    expect(result).toEqual({
      exitCode: 0,
      err: "",
      out: [
        "ALLOW  sam@acme.example may edit flag:new-checkout in project web",
        "  why            Sam Whitfield is a manager in Experiment (project web) and an editor of the flag.",
        "  role           Experiment manager in web, via individual grant",
        "  derived roles  experiment_manager",
        "  rule           resource.flag.vdefault#change",
        "",
      ].join("\n"),
    });
  });

  it("denies one who is not an editor, with the code and a sentence", async () => {
    const result = await ask(
      "check",
      "pavel@acme.example",
      "edit",
      "flag:new-checkout",
    );
    expect(result.exitCode).toBe(1);
    expect(result.out).toContain(
      "DENY   pavel@acme.example may not edit flag:new-checkout in project web",
    );
    expect(result.out).toContain(
      "The flag is restricted to its editors, and Pavel Novak is not one of them.",
    );
    expect(result.out).toMatch(/code +not_an_editor/);
  });

  it.each([
    [
      "a viewer",
      "tyra@acme.example",
      "edit",
      "flag:dark-mode",
      "Tyra Lindqvist is a viewer in Experiment (project web); viewers may not edit flags.",
    ],
    [
      "a viewer listed as editor",
      "viktor@acme.example",
      "edit",
      "flag:new-checkout",
      "Viktor Horvat is a viewer in Experiment (project web); viewers may not edit flags, even as their editors.",
    ],
    [
      "one whose grant is over",
      "lena@contractor.example",
      "read",
      "flag:dark-mode",
      "Lena Vogel has no Experiment role in web: the individual grant expired 2026-09-01.",
    ],
    [
      "one without a grant",
      "dana@agency.example",
      "read",
      "flag:dark-mode",
      "Dana Levi has no Experiment role in web: neither a grant nor a group gives one.",
    ],
    [
      "one who does not exist",
      "nobody@acme.example",
      "read",
      "flag:dark-mode",
      "There is no user or credential nobody@acme.example in acme.",
    ],
    [
      "a provisioning credential",
      "identity-provider",
      "read",
      "flag:dark-mode",
      "A provisioning (SCIM) credential may not read flags.",
    ],
  ])("denies %s with one plain sentence", async (_, who, action, what, why) => {
    const { exitCode, out } = await ask("check", who, action, what);
    expect(exitCode).toBe(1);
    expect(out).toContain(`why            ${why}\n`);
  });

  it("suggests the user that may be meant", async () => {
    const { exitCode, out } = await ask(
      "check",
      ...["anna@acme.example", "edit", "flag:new-checkout"],
    );
    expect(exitCode).toBe(1);
    expect(out).toContain("Did you mean ana@acme.example?");
  });

  it("says where a missing module withholds the role", async () => {
    const { exitCode, out } = await ask(
      "check",
      ...["ruth@acme.example", "read", "environment:production"],
      ...["--project", "warehouse"],
    );
    expect(exitCode).toBe(1);
    expect(out).toContain(
      "Ruth Okafor has no Experiment role in warehouse: the module is not enabled in the project, so that organization role admin gives nothing.",
    );
  });

  it.each([
    [
      "an organization admin",
      "ines@acme.example",
      "An organization admin may edit a restricted flag without being one of its editors.",
    ],
    [
      "the Management API",
      "release-pipeline",
      "A Management API credential of acme may edit any flag of the organization.",
    ],
  ])("shows the bypass of %s", async (_, who, why) => {
    const { exitCode, out } = await ask(
      "check",
      who,
      "edit",
      "flag:new-checkout",
    );
    expect(exitCode).toBe(0);
    expect(out).toContain(why);
    expect(out).toContain("resource.flag.vdefault#change_any");
  });

  it("asks as a credential in place of a user with --as", async () => {
    const question = ["tyra@acme.example", "edit", "flag:new-checkout"];
    expect((await ask("check", ...question)).exitCode).toBe(1);
    const asCredential = await ask(
      "check",
      ...question,
      "--as",
      "management_api",
    );
    expect(asCredential.exitCode).toBe(0);
    expect(asCredential.out).toContain("(as management_api)");
    const other = await ask("check", ...question, "--as", "scim");
    expect(other.exitCode).toBe(1);
  });

  it("does not take one credential for another", async () => {
    const { exitCode, err } = await ask(
      "check",
      ...["release-pipeline", "edit", "flag:dark-mode", "--as", "scim"],
    );
    expect(exitCode).toBe(2);
    expect(err).toContain(
      'There is no scim credential "release-pipeline" in acme',
    );
  });

  it("takes the attributes of other resources from --project and --attr", async () => {
    const member = (newRole: string) =>
      ask(
        "check",
        ...["akiko@acme.example", "add", "project_member:new"],
        ...["--project", "web", "--attr", "app=experiment"],
        ...["--attr", "user=Tyra@acme.example", "--attr", "role=none"],
        ...["--attr", `newRole=${newRole}`],
      );
    expect((await member("manager")).exitCode).toBe(0);
    const above = await member("admin");
    expect(above.exitCode).toBe(1);
    expect(above.out).toContain("above_own_role");
    expect(above.out).toContain(
      "Nobody gives, changes or takes away a role above their own, and Akiko Tanaka is a manager in Experiment (project web).",
    );
  });

  it("reads numbers, and says that the last admin stays", async () => {
    const { exitCode, out } = await ask(
      "check",
      ...["ruth@acme.example", "remove", "organization_member:ines"],
      ...["--attr", "user=ines@acme.example", "--attr", "role=admin"],
      ...["--attr", "newRole=none", "--attr", "adminCount=1"],
    );
    expect(exitCode).toBe(1);
    expect(out).toMatch(/code +last_admin/);
  });

  it("puts --attr before what the directory says, to ask what if", async () => {
    const { exitCode } = await ask(
      "check",
      ...["pavel@acme.example", "edit", "flag:new-checkout"],
      ...["--attr", "editors=ana@acme.example,Pavel@acme.example"],
    );
    expect(exitCode).toBe(0);
  });

  it("asks about another time with --at", async () => {
    const past = await rolebook(
      "check",
      ...["lena@contractor.example", "edit", "flag:dark-mode"],
      ...["--directory", ACME, "--pdp", pdp.address, "--at", "2026-08-31"],
    );
    expect(past.exitCode).toBe(0);
  });

  it("gives stable JSON", async () => {
    const decision = await askJson<Record<string, unknown>>(
      "check",
      ...["oleg@acme.example", "edit", "flag:new-checkout"],
    );
    expect(decision).toEqual({
      allowed: false,
      subject: {
        type: "user",
        id: "oleg@acme.example",
        name: "Oleg Petrov",
        organization: "acme",
        status: "joined",
      },
      action: "edit",
      resource: {
        kind: "flag",
        id: "new-checkout",
        attr: {
          organization: "acme",
          project: "web",
          access: "editors",
          editors: [
            "ana@acme.example",
            "sam@acme.example",
            "viktor@acme.example",
          ],
        },
      },
      roles: [
        {
          scope: "project",
          project: "web",
          app: "experiment",
          role: "manager",
          via: [
            {
              kind: "analytics_role",
              role: "manager",
              analyticsRole: "manager",
              via: [
                {
                  kind: "grant",
                  app: "analytics",
                  role: "manager",
                  expires: "2027-12-31T00:00:00.000Z",
                  reason: "Rolls the new checkout out.",
                  approvedBy: "ruth@acme.example",
                },
              ],
            },
          ],
          lost: [],
          expired: [],
          upcoming: [],
          withheld: [],
        },
      ],
      derivedRoles: ["experiment_manager"],
      policy: "resource.flag.vdefault",
      policyVersion: "default",
      code: "not_an_editor",
      reason:
        "The flag is restricted to its editors, and Oleg Petrov is not one of them.",
      callId: expect.any(String) as string,
    });
  });
});

describe("a question that cannot be asked is wrong use, not a DENY", () => {
  it.each([
    [
      "a kind",
      ["sam@acme.example", "edit", "flags:new-checkout"],
      'There is no kind "flags". Did you mean "flag"?',
    ],
    [
      "an action",
      ["sam@acme.example", "edt", "flag:new-checkout"],
      'There is no action "edt" of flag. Did you mean "edit"?',
    ],
    [
      "an attribute",
      ["sam@acme.example", "edit", "flag:new-checkout", "--attr", "editor=x"],
      'There is no attribute "editor" of flag. Did you mean "editors"?',
    ],
    [
      "a flag",
      ["sam@acme.example", "edit", "flag:new-chekout"],
      'There is no flag "new-chekout" in acme. Did you mean "new-checkout"?',
    ],
    [
      "a project",
      ["sam@acme.example", "read", "environment:x", "--project", "wep"],
      'There is no project "wep" in acme. Did you mean "web"?',
    ],
    [
      "an organization",
      [
        "sam@acme.example",
        "edit",
        "flag:new-checkout",
        "--organization",
        "acne",
      ],
      'There is no organization "acne". Did you mean "acme"?',
    ],
  ])("%s that does not exist, with a suggestion", async (_, args, message) => {
    const { exitCode, out, err } = await ask("check", ...args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(message);
  });

  it.each([
    [
      "an action in the wrong order of letters",
      ["sam@acme.example", "edti", "flag:new-checkout"],
      'Did you mean "edit"?',
    ],
    [
      "an area without its verb",
      ["sam@acme.example", "activate", "flag:new-checkout"],
      'Did you mean "activate:read"?',
    ],
    [
      "a project of a flag that exists",
      ["sam@acme.example", "edit", "flag:new-checkout", "--project", "wbe"],
      'There is no project "wbe" in acme. Did you mean "web"?',
    ],
    [
      "two projects",
      [
        "sam@acme.example",
        "edit",
        "flag:new-checkout",
        "--project",
        "web",
        "--attr",
        "project=ios",
      ],
      "Its project cannot be both web and ios.",
    ],
    [
      "a day that does not exist",
      ["sam@acme.example", "edit", "flag:new-checkout", "--at", "2026-02-30"],
      "Give a date",
    ],
    [
      "a time on a day that does not exist",
      [
        "sam@acme.example",
        "edit",
        "flag:new-checkout",
        "--at",
        "2026-04-31T00:00:00Z",
      ],
      "Give a date",
    ],
    [
      "no user",
      ["", "edit", "flag:new-checkout"],
      "There is no user or credential",
    ],
    [
      "an attribute twice",
      [
        "sam@acme.example",
        "edit",
        "flag:new-checkout",
        "--attr",
        "access=everyone",
        "--attr",
        "access=editors",
      ],
      'The attribute "access" is given twice.',
    ],
  ])("%s", async (_, args, message) => {
    const { exitCode, out, err } = await ask("check", ...args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(message);
  });

  it("a folder that does not exist, or two", async () => {
    const missing = await rolebook("validate", join(ACME, "nowhere"));
    expect(missing.exitCode).toBe(2);
    expect(missing.err).toContain("There is no folder");
    const two = await rolebook("validate", ACME, "--directory", ACME);
    expect(two.exitCode).toBe(2);
  });

  it("as JSON, says what is wrong with the command itself", async () => {
    const { exitCode, out, err } = await rolebook("check", "--json", "--foo");
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      error: {
        name: "UsageError",
        code: "usage",
        message: expect.stringContaining("--foo") as string,
      },
    });
  });

  it("takes no option from behind --", async () => {
    const { exitCode, err } = await ask2(
      "check",
      "--",
      "--json",
      "edit",
      "flag:x",
    );
    expect(exitCode).toBe(2);
    expect(err).toContain('There is no flag "x"');
  });

  it("never prints what a terminal would act on", async () => {
    const { err } = await ask(
      "check",
      ...["sam@acme.example", "view", "project_api_key:\u001B[31mx\u009B"],
    );
    expect(err).toContain("\\u001b[31mx\\u009b");
  });

  function ask2(command: string, ...args: string[]): Promise<Result> {
    return rolebook(
      command,
      "--directory",
      ACME,
      "--pdp",
      pdp.address,
      ...args,
    );
  }

  it("as JSON, says what was unknown and what may be meant", async () => {
    const { exitCode, out } = await ask(
      "check",
      ...["sam@acme.example", "edit", "flags:new-checkout", "--json"],
    );
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: {
        name: "UnknownNameError",
        code: "unknown_name",
        message: 'There is no kind "flags". Did you mean "flag"?',
        what: "kind",
        given: "flags",
        suggestion: "flag",
      },
    });
  });

  it("attributes that are missing, all of them at once", async () => {
    const { exitCode, err } = await ask(
      "check",
      ...["ruth@acme.example", "remove", "organization_member:ines"],
    );
    expect(exitCode).toBe(2);
    for (const name of ["user", "role", "newRole", "adminCount"]) {
      expect(err).toContain(`The attribute "${name}" is missing.`);
    }
  });

  it("an attribute of the wrong kind", async () => {
    const { exitCode, err } = await ask(
      "check",
      ...["sam@acme.example", "edit", "flag:new-checkout"],
      ...["--attr", "access=nobody"],
    );
    expect(exitCode).toBe(2);
    expect(err).toContain(
      'The attribute "access" must be one of everyone, editors.',
    );
  });

  it.each([
    [["chekc"], "unknown command"],
    [["check", "sam@acme.example"], "missing required argument"],
    [["check", "sam@acme.example", "edit", "flag"], "Give a kind and an id"],
    [
      ["check", "sam@acme.example", "edit", "flag:x", "--attr", "x"],
      "Give a name and a value",
    ],
    [
      ["check", "sam@acme.example", "edit", "flag:x", "--at", "soon"],
      "Give a date",
    ],
    [
      ["check", "sam@acme.example", "edit", "flag:x", "--as", "root"],
      "Allowed choices",
    ],
    [
      ["check", "sam@acme.example", "edit", "flag:x", "--pdp", "nowhere"],
      "not the address of a PDP",
    ],
    [["validate", "--nonsense"], "unknown option"],
  ])("%j", async (args, message) => {
    const { exitCode, err } = await rolebook(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe("rolebook who-can", () => {
  it("lists everyone who may, with the rule and the reason", async () => {
    const { exitCode, out } = await ask("who-can", "edit", "flag:new-checkout");
    expect(exitCode).toBe(0);
    expect(out).toContain(
      "5 of 16 users and credentials of acme may edit flag:new-checkout in project web:",
    );
    for (const who of ["ana@", "ines@", "ruth@", "sam@", "release-pipeline"]) {
      expect(out).toContain(`\n${who}`);
    }
    expect(out).not.toContain("pavel");
  });

  it("agrees with check about everyone", async () => {
    const { allowed } = await askJson<{
      allowed: { subject: { id: string } }[];
    }>("who-can", ...["activate:write", "experiment:express-payment"]);
    expect(allowed.map(({ subject }) => subject.id)).toEqual([
      "ines@acme.example",
      "oleg@acme.example",
      "ruth@acme.example",
      "release-pipeline",
    ]);
  });
});

describe("rolebook access", () => {
  it("shows the roles, what gives them, and what does not", async () => {
    const { exitCode, out } = await ask2("access", "noor@acme.example");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Noor Haddad <noor@acme.example> in Acme\n/);
    expect(out).toMatch(/web +Analytics +manager +individual grant\n/);
    expect(out).toMatch(/ +Experiment +viewer +individual grant\n/);
    expect(out).toContain(
      "(lost to the Experiment grant: manager by Analytics role manager, from individual grant)",
    );
  });

  it("shows one app of one project", async () => {
    const { out } = await ask2(
      "access",
      ...["marco@acme.example", "--project", "web", "--app", "analytics"],
      "--json",
    );
    expect(JSON.parse(out)).toMatchObject({
      user: "marco@acme.example",
      at: "2026-11-01T00:00:00.000Z",
      projects: [
        {
          project: "web",
          roles: {
            analytics: {
              role: "member",
              via: [{ kind: "group", group: "payments" }],
              lost: [{ to: "higher_role", source: { role: "viewer" } }],
            },
          },
        },
      ],
    });
  });

  it("says where the user has nothing in what was asked for", async () => {
    const one = await ask2(
      "access",
      ...["oleg@acme.example", "--project", "warehouse", "--app", "govern"],
    );
    expect(one.out).toContain("No access to Govern in the project warehouse.");
  });

  it.each([
    [["marko@acme.example"], 'Did you mean "marco@acme.example"?'],
    [["marco@acme.example", "--project", "wob"], 'Did you mean "web"?'],
    [
      ["marco@acme.example", "--app", "experiments"],
      'Did you mean "experiment"?',
    ],
  ])("suggests a name for %j", async (args, message) => {
    const { exitCode, err } = await ask2("access", ...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it("lists the team spaces, and what brought the user there", async () => {
    const spacesOf = async (user: string) =>
      (await ask2("access", user)).out.split("\n\n").at(-1);
    expect(await spacesOf("ana@acme.example")).toBe(
      'TEAM SPACE  MEMBER  JOINED VIA\ngrowth      yes     group "Payments Team"\n',
    );
    expect(await spacesOf("sam@acme.example")).toBe(
      "TEAM SPACE  MEMBER  JOINED VIA\ngrowth      yes     own membership\n",
    );
    const { out } = await ask2("access", "viktor@acme.example");
    expect(out).not.toContain("TEAM SPACE");
  });

  it("lists the team spaces of those without any role, with what is over", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rolebook-test-"));
    try {
      const documents = [
        "kind: Organization\nid: acme\nplan: enterprise\npermissions: project\nowner: root@acme.example",
        "kind: User\nid: root@acme.example\nrole: admin",
        "kind: User\nid: ana@acme.example\nrole: none",
        "kind: TeamSpace\nid: growth\nmembers: [ana@acme.example]",
        "kind: TeamSpace\nid: launch",
        "kind: Group\nid: g\nname: Launch Team\nmembers: [{user: ana@acme.example, expires: 2026-10-31T00:00:00Z}]\nteamSpaces: [growth, launch]",
      ];
      await writeFile(
        join(folder, "all.yaml"),
        documents
          .map((each) => `apiVersion: rolebook/v1\n${each}`)
          .join("\n---\n"),
      );
      const args = ["access", "ana@acme.example", "--directory", folder, ...AT];
      expect((await rolebook(...args)).out).toContain(
        [
          "",
          "No access to any project.",
          "",
          "TEAM SPACE  MEMBER  JOINED VIA",
          "growth      yes     own membership",
          '                    (expired: group "Launch Team", until 2026-10-31)',
          'launch      no      (expired: group "Launch Team", until 2026-10-31)',
          "",
        ].join("\n"),
      );
      const { out } = await rolebook(...args, "--json");
      expect(JSON.parse(out)).toMatchObject({
        projects: [],
        teamSpaces: [
          { teamSpace: "growth", member: true, via: [{ kind: "member" }] },
          {
            teamSpace: "launch",
            name: "launch",
            member: false,
            via: [],
            expired: [
              {
                kind: "group",
                group: "g",
                groupName: "Launch Team",
                expires: "2026-10-31T00:00:00.000Z",
              },
            ],
            upcoming: [],
            withheld: [],
          },
        ],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("shows in Govern what a group of that type gives, and a grant", async () => {
    const govern = (user: string) => ask2("access", user, "--app", "govern");
    expect((await govern("noor@acme.example")).out).toMatch(
      /warehouse +Govern +editor +group "Data Governance"\nweb +Govern +editor +group "Data Governance"\n/,
    );
    expect((await govern("tyra@acme.example")).out).toMatch(
      /web +Govern +viewer +individual grant\n/,
    );
  });

  it("asks which organization is meant, where the user is in two", async () => {
    const dana = (...args: string[]) =>
      rolebook(
        "access",
        ...["dana@agency.example", "--directory", packagePath("examples")],
        ...AT,
        ...args,
      );
    const unclear = await dana();
    expect(unclear.exitCode).toBe(2);
    expect(unclear.err).toContain(
      "Say which organization is meant: acme, globex.",
    );
    const acme = await dana("--organization", "acme");
    expect(acme.out).toMatch(/^Dana Levi <dana@agency.example> in Acme\n/);
    expect(acme.out).toMatch(/ios +Analytics +admin +individual grant\n/);
    const globex = await dana("--organization", "globex");
    expect(globex.out).toMatch(/^Dana Levi <dana@agency.example> in Globex\n/);
    expect(globex.out).toMatch(
      / +Govern +editor +Analytics role manager, from organization role manager\n/,
    );
    expect(globex.out).toMatch(/launch +yes +own membership\n/);
  });

  function ask2(command: string, ...args: string[]): Promise<Result> {
    return rolebook(command, ...args, "--directory", ACME, ...AT);
  }
});

describe("rolebook validate", () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(NOW) });
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  it("counts what a valid directory holds, and warns", async () => {
    const { exitCode, out } = await rolebook("validate", ACME);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      "acme: 3 projects, 14 users, 3 groups, 2 credentials, 2 team spaces, 3 flags, 2 experiments",
    );
    expect(out).toContain("2 warnings:");
    expect(out).toMatch(
      /acme\/flags\.yaml:9 {2}editors\[2\]: The editor "viktor@acme\.example" has the Experiment role viewer in project "web" and cannot edit\./,
    );
    expect(out).toMatch(
      /acme\/people\.yaml:136 {2}grants\[0\]\.expires: The grant of member in analytics of project "web" has expired\./,
    );
  });

  it("counts by organization, where a directory holds two", async () => {
    const { exitCode, out } = await rolebook(
      "validate",
      packagePath("examples"),
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\n {2}acme: 3 projects, 14 users, /);
    expect(out).toContain(
      "\n  globex: 2 projects, 5 users, 0 groups, 1 credential, 1 team space, 1 flag, 0 experiments\n",
    );
    expect(out).toContain("2 warnings:");
  });

  describe("of a directory with problems", () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "rolebook-test-"));
      await writeFile(
        join(folder, "people.yaml"),
        "apiVersion: rolebook/v1\nkind: User\nid: ana@acme.example\nrol: admin\n",
      );
    });
    afterAll(() => rm(folder, { recursive: true }));

    it("lists them with their places", async () => {
      const { exitCode, out } = await rolebook("validate", folder);
      expect(exitCode).toBe(1);
      expect(out).toContain("people.yaml:4");
      expect(out).toContain('"rol"');
    });

    it("lists them as JSON", async () => {
      const { exitCode, out } = await rolebook("validate", folder, "--json");
      expect(exitCode).toBe(1);
      expect(JSON.parse(out)).toMatchObject({
        valid: false,
        path: folder,
        problems: expect.arrayContaining([
          expect.objectContaining({
            file: join(folder, "people.yaml"),
            line: 4,
            path: "rol",
          }),
        ]) as unknown,
      });
    });

    it("fails every other command in the same way", async () => {
      const { exitCode, err } = await rolebook(
        "check",
        ...["ana@acme.example", "edit", "flag:x", "--pdp", pdp.address],
        ...["--directory", folder],
      );
      expect(exitCode).toBe(1);
      expect(err).toContain("people.yaml:4");
    });
  });
});

it("exits with 3 where a policy cannot be read, and says which", async () => {
  const policies = await mkdtemp(join(tmpdir(), "rolebook-test-"));
  await writeFile(join(policies, "flag.yaml"), "resourcePolicy: [");
  await mkdir(join(policies, "_schemas"));
  const loading = loadCatalog(policies);
  await expect(loading).rejects.toThrow(PolicyError);
  await expect(loading).rejects.toThrow("flag.yaml: It cannot be read");
  expect(exitCodeOf(await loading.catch((error: unknown) => error))).toBe(3);
  await rm(policies, { recursive: true });
});

it("does not take an option of the program for an answer", async () => {
  const { exitCode } = await ask(
    "check",
    ...["sam@acme.example", "edit", "flag:new-checkout", "--version"],
  );
  expect(exitCode).toBe(2);
});

it("exits with 3 where no PDP answers", async () => {
  const { exitCode, out, err } = await rolebook(
    "check",
    ...["sam@acme.example", "edit", "flag:new-checkout"],
    ...["--directory", ACME, "--pdp", "127.0.0.1:1"],
  );
  expect({ exitCode, out }).toEqual({ exitCode: 3, out: "" });
  expect(err).toContain("The PDP at 127.0.0.1:1 cannot be reached");
});

it("shows its help and its version", async () => {
  const help = await rolebook("--help");
  expect(help.exitCode).toBe(0);
  for (const command of ["validate", "access", "check", "who-can"]) {
    expect(help.out).toContain(command);
  }
  expect((await rolebook("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
