import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  createPeopleDatabase,
  type PeopleDatabase,
} from "../../examples/directory-source/people-database.ts";
import { peopleSource } from "../../examples/directory-source/source.ts";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { startPdp } from "../../src/pdp/process/start.ts";

let folder: string;
let database: PeopleDatabase;
let authorizer: Authorizer;

const ACME = { organization: "acme" };
const WEB = { ...ACME, project: "web" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "directory-source-test-"));
  database = await createPeopleDatabase(join(folder, "people.sqlite"));
  await database
    .insertInto("organizations")
    .values([
      { id: "acme", plan: "enterprise", owner: "root@acme.example" },
      { id: "globex", plan: "enterprise", owner: "root@globex.example" },
    ])
    .execute();
  await database
    .insertInto("projects")
    .values([
      { id: "web", organization: "acme" },
      { id: "ios", organization: "acme" },
      { id: "web", organization: "globex" },
    ])
    .execute();
  await database
    .insertInto("people")
    .values([
      { email: "root@acme.example", ...ACME, role: "admin" },
      { email: "member@acme.example", ...ACME, role: "member" },
      { email: "viewer@acme.example", ...ACME, role: "none" },
      { email: "expired@acme.example", ...ACME, role: "member" },
      { email: "agent@agency.example", ...ACME, role: "none" },
      { email: "agent@agency.example", organization: "globex", role: "admin" },
    ])
    .execute();
  await database
    .insertInto("project_roles")
    .values([
      { email: "member@acme.example", ...WEB, role: "member", expires: null },
      { email: "viewer@acme.example", ...WEB, role: "viewer", expires: null },
      {
        email: "expired@acme.example",
        ...WEB,
        role: "member",
        expires: "2020-01-01T00:00:00Z",
      },
      { email: "agent@agency.example", ...WEB, role: "viewer", expires: null },
    ])
    .execute();
  const pdp = await startPdp();
  const directory = peopleSource(database);
  authorizer = await createAuthorizer({ directory, pdp });
  return () => pdp.close();
});

afterAll(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

function mayEdit(
  user: string,
  { organization, project }: { organization: string; project: string },
): Promise<boolean> {
  const access = "everyone";
  return authorizer.isAllowed({
    user,
    organization,
    action: "edit",
    resource: {
      kind: "flag",
      id: "banner",
      attr: { organization, project, access, editors: [] },
    },
  });
}

it.each<[user: string, where: typeof WEB, allowed: boolean]>([
  ["root@acme.example", WEB, true],
  ["root@acme.example", { ...ACME, project: "ios" }, true],
  ["member@acme.example", WEB, true],
  ["Member@ACME.example", WEB, true],
  ["member@acme.example", { ...ACME, project: "ios" }, false],
  ["viewer@acme.example", WEB, false],
  ["expired@acme.example", WEB, false],
  ["agent@agency.example", WEB, false],
  ["agent@agency.example", { organization: "globex", project: "web" }, true],
  ["member@acme.example", { organization: "globex", project: "web" }, false],
  ["nobody@acme.example", WEB, false],
])("the service's tables say whether %s may edit in %o: %s", async (...row) => {
  const [user, where, allowed] = row;
  expect(await mayEdit(user, where)).toBe(allowed);
});

it("lists by the service's tables", async () => {
  const request = { user: "member@acme.example", kind: "flag" } as const;
  const filter = await authorizer.filter({ ...request, action: "edit" });
  const flag = {
    organization: "acme",
    access: "everyone",
    editors: [],
  } as const;
  expect(
    ["web", "ios"].filter((project) =>
      filter.matches({ attr: { ...flag, project } }),
    ),
  ).toEqual(["web"]);
});

it("takes what changes into account with the next decision", async () => {
  const grant = { email: "member@acme.example", ...ACME, project: "ios" };
  const ios = { ...ACME, project: "ios" };
  await database
    .insertInto("project_roles")
    .values({ ...grant, role: "member", expires: null })
    .execute();
  expect(await mayEdit("member@acme.example", ios)).toBe(true);
  await database
    .deleteFrom("project_roles")
    .where("project", "=", "ios")
    .execute();
  expect(await mayEdit("member@acme.example", ios)).toBe(false);
});
