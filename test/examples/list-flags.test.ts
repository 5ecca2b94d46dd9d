import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createFlagDatabase,
  type FlagDatabase,
  type FlagTables,
} from "../../examples/list-flags/flag-database.ts";
import {
  type FlagListQuery,
  listFlags,
} from "../../examples/list-flags/list-flags.ts";
import { seed } from "../../examples/list-flags/seed.ts";
import { sqliteDialect } from "../../examples/list-flags/sqlite.ts";
import {
  UntranslatableError,
  whereAllowed,
} from "../../examples/list-flags/where-allowed.ts";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import type { SubjectReference } from "../../src/authorizer/requests.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import type { Filter } from "../../src/filter/filter.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import type { Policies } from "../../src/kinds/policy-types.ts";
import { enterprise, user } from "../support/acme.ts";

/** Ids in which a database that did not bind its parameters would see SQL. */
const QUOTED = [
  "o'brien@acme.example",
  "'or'1'='1'--@acme.example",
  "x');delete/**/from/**/flags;--@acme.example",
];

let folder: string;
let pdp: EmbeddedPdp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "list-flags-test-"));
  pdp = await startPdp();
});

afterAll(async () => {
  await pdp.close();
  await rm(folder, { recursive: true });
});

interface Example {
  readonly authorizer: Authorizer;
  readonly database: FlagDatabase;
}

async function exampleWith(
  directory: Directory,
  name: string,
): Promise<Example> {
  const database = await createFlagDatabase(join(folder, name));
  await seed(database, directory);
  const authorizer = await createAuthorizer({ directory, pdp });
  return { authorizer, database };
}

/** The flags of the whole database for which the PDP says ALLOW, each asked about by itself. */
async function allowedOneByOne(
  { authorizer, database }: Example,
  { action, ...asking }: SubjectReference & Pick<FlagListQuery, "action">,
): Promise<readonly FlagTables["flags"][]> {
  const flags = await database
    .selectFrom("flags")
    .selectAll()
    .orderBy("id")
    .execute();
  const rows = await database.selectFrom("flag_editors").selectAll().execute();
  const editors = new Map<string, string[]>();
  for (const { flag_id, user_id } of rows) {
    editors.set(flag_id, [...(editors.get(flag_id) ?? []), user_id]);
  }
  const answers = await authorizer.checkMany({
    ...asking,
    resources: flags.map(({ id, ...attr }) => ({
      resource: {
        kind: "flag",
        id,
        attr: { ...attr, editors: editors.get(id) ?? [] },
      },
      actions: [action],
    })),
  });
  return flags.filter((_, index) => answers[index]?.decisions[0]?.allowed);
}

describe("the example that lists flags from SQLite", () => {
  let example: Example;

  beforeAll(async () => {
    const directory = await loadDirectory(packagePath("examples"));
    example = await exampleWith(directory, "flags.sqlite");
    return () => example.database.destroy();
  });

  // Who asks, and how many flags they may read, edit and restrict, of 60 in each of five projects.
  it.each<[who: string, asking: SubjectReference, counts: readonly number[]]>([
    ["a viewer", { user: "viktor@acme.example" }, [60, 0, 0]],
    ["a member of one project", { user: "ana@acme.example" }, [120, 30, 30]],
    ["a manager of two", { user: "akiko@acme.example" }, [120, 60, 60]],
    ["an Analytics manager only", { user: "noor@acme.example" }, [60, 0, 0]],
    ["the admin of a project", { user: "pavel@acme.example" }, [60, 30, 30]],
    ["an organization admin", { user: "ruth@acme.example" }, [120, 120, 120]],
    ["one whose time is over", { user: "lena@contractor.example" }, [0, 0, 0]],
    ["a member elsewhere", { user: "mei@globex.example" }, [60, 30, 0]],
    ["a viewer elsewhere", { user: "otto@globex.example" }, [60, 0, 0]],
    [
      "the same person in one organization",
      { user: "dana@agency.example", organization: "acme" },
      [60, 30, 30],
    ],
    [
      "and in another",
      { user: "dana@agency.example", organization: "globex" },
      [60, 30, 0],
    ],
    [
      "somebody unknown",
      { user: "nobody@example.org", organization: "acme" },
      [0, 0, 0],
    ],
    ["the Management API", { credential: "release-pipeline" }, [180, 180, 180]],
    [
      "a credential of another type",
      { credential: "identity-provider", organization: "acme" },
      [0, 0, 0],
    ],
  ])(
    "lists for %s what the PDP allows, flag by flag",
    async (_who, asking, counts) => {
      const at = new Date("2027-01-15T12:00:00Z");
      const found: number[] = [];
      for (const action of ["read", "edit", "restrict"] as const) {
        const allowed = await allowedOneByOne(example, {
          ...asking,
          at,
          action,
        });
        found.push(allowed.length);
        for (const project of [undefined, "web", "ios", "warehouse"]) {
          const query = { ...asking, at, action, project };
          expect(await listFlags(example, query)).toEqual(
            allowed
              .filter((flag) => (project ?? flag.project) === flag.project)
              .map(({ id }) => id),
          );
        }
      }
      expect(found).toEqual(counts);
    },
  );

  it("binds what it compares with", async () => {
    const directory = directoryFromDocuments(
      enterprise(
        ...QUOTED.map((id) =>
          user(id, { grants: [{ project: "a", role: "member" }] }),
        ),
      ),
    );
    const quoted = await exampleWith(directory, "quoted.sqlite");
    try {
      for (const id of QUOTED) {
        const query = { user: id, action: "edit" } as const;
        const listed = await listFlags(quoted, query);
        const allowed = await allowedOneByOne(quoted, query);
        expect(listed, id).toEqual(allowed.map((flag) => flag.id));
        expect(listed.length).toBeGreaterThan(20);
        expect(listed.length).toBeLessThan(60);

        const filter = await quoted.authorizer.filter({
          ...query,
          kind: "flag",
        });
        const { sql, parameters } = quoted.database
          .selectFrom("flags")
          .selectAll()
          .where(whereAllowed(filter))
          .compile();
        expect(sql).not.toContain("'");
        expect(parameters).toContain(id);
      }
      const flags = await quoted.database
        .selectFrom("flags")
        .selectAll()
        .execute();
      expect(flags.length).toBe(120);
    } finally {
      await quoted.database.destroy();
    }
  });

  it("runs as a script", async () => {
    const script = packagePath("examples", "list-flags", "main.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--import",
      "tsx",
      script,
    ]);
    expect(stdout).toContain("ana@acme.example may edit 30 flags: ");
    expect(stdout).toContain("viktor@acme.example may edit 0 flags");
  });
});

describe("whereAllowed", () => {
  type FlagFilter = Filter<Policies, "flag">;

  const ATTR = "request.resource.attr";
  const PROJECT = { name: `${ATTR}.project` };
  const IN_WEB = { operator: "eq", operands: [PROJECT, { value: "web" }] };

  function sqlOf(
    kind: FlagFilter["kind"],
    { condition, project }: { condition?: unknown; project?: string } = {},
  ): string {
    const filter = { kind, project, condition } as FlagFilter;
    const database = new Kysely<FlagTables>({
      dialect: sqliteDialect(":memory:"),
    });
    return database
      .selectFrom("flags")
      .select("id")
      .where(whereAllowed(filter))
      .compile().sql;
  }

  it("names the project that was asked about, whatever the condition says", () => {
    expect(sqlOf("condition", { condition: IN_WEB, project: "web" })).toBe(
      'select "id" from "flags" where ("flags"."project" = ? and "project" = ?)',
    );
    expect(sqlOf("always", { project: "web" })).toBe(
      'select "id" from "flags" where ("flags"."project" = ? and true)',
    );
  });

  it("lists all for always, and nothing for never", () => {
    expect(sqlOf("always")).toBe('select "id" from "flags" where true');
    expect(sqlOf("never")).toBe('select "id" from "flags" where false');
    expect(sqlOf("never", { project: "web" })).toBe(
      'select "id" from "flags" where false',
    );
  });

  it.each<[what: string, condition: unknown]>([
    ["an operator", { operator: "not", operands: [IN_WEB] }],
    ["another", { operator: "ne", operands: [PROJECT, { value: "web" }] }],
    [
      "one inside of another",
      {
        operator: "or",
        operands: [
          IN_WEB,
          { operator: "startsWith", operands: [PROJECT, { value: "w" }] },
        ],
      },
    ],
    ["no operator", { value: true }],
    ["no operator at all", PROJECT],
    ["no condition", undefined],
    [
      "an attribute",
      {
        operator: "eq",
        operands: [{ name: `${ATTR}.owner` }, { value: "ana" }],
      },
    ],
    [
      "what is no attribute",
      {
        operator: "eq",
        operands: [{ name: "request.resource.id" }, { value: "ana" }],
      },
    ],
    ["what is no text", { operator: "eq", operands: [PROJECT, { value: 1 }] }],
    ["null", { operator: "eq", operands: [PROJECT, { value: null }] }],
    [
      "two attributes",
      { operator: "eq", operands: [PROJECT, { name: `${ATTR}.organization` }] },
    ],
    [
      "a list of numbers",
      { operator: "in", operands: [PROJECT, { value: ["web", 1] }] },
    ],
    [
      "a text as a list",
      { operator: "in", operands: [PROJECT, { value: "web" }] },
    ],
    [
      "an attribute among the editors",
      { operator: "in", operands: [PROJECT, { name: `${ATTR}.editors` }] },
    ],
    [
      "the editors as a whole",
      {
        operator: "eq",
        operands: [{ name: `${ATTR}.editors` }, { value: "ana" }],
      },
    ],
  ])("has no SQL for what it does not know: %s", (_what, condition) => {
    expect(() => sqlOf("condition", { condition })).toThrow(
      UntranslatableError,
    );
  });
});
