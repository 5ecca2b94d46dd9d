import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { packagePath } from "../src/util/package-root.ts";
import { loadCatalog } from "../src/policies/catalog.ts";

/** The tree of policies proves itself, beyond what `rolebook policies lint` holds any policies to. */

const POLICIES = packagePath("policies");
const SCHEMA_BASE = "https://api.cerbos.dev/v0.55.0/cerbos/policy/v1/";

const paths = (await readdir(POLICIES, { recursive: true })).sort();
const yaml = paths.filter((path) => path.endsWith(".yaml"));
const suites = yaml.filter((path) => path.endsWith("_test.yaml"));
const policies = yaml.filter(
  (path) => !suites.includes(path) && !path.includes("testdata/"),
);
const schemas = paths.filter((path) => path.startsWith("_schemas/"));
const catalog = await loadCatalog();

async function documentIn<T>(path: string): Promise<T> {
  const documents = loadAll(await readFile(join(POLICIES, path), "utf8"), {
    maxAliases: 1_000,
  });
  expect(documents.length, `${path} holds one document`).toBe(1);
  return documents[0] as T;
}

interface Rule {
  readonly name?: string;
  readonly actions: readonly string[];
  readonly effect: string;
  readonly roles?: readonly string[];
  readonly derivedRoles?: readonly string[];
  readonly condition?: unknown;
  readonly output?: {
    readonly when?: {
      readonly ruleActivated?: string;
      readonly conditionNotMet?: string;
    };
  };
}

interface ResourcePolicy {
  readonly resource: string;
  readonly importDerivedRoles: readonly string[];
  readonly schemas: {
    readonly principalSchema: { readonly ref: string };
    readonly resourceSchema: { readonly ref: string };
  };
  readonly rules: readonly Rule[];
}

interface DerivedRoles {
  readonly name: string;
  readonly definitions: readonly { readonly name: string }[];
}

interface Document {
  readonly resourcePolicy?: ResourcePolicy;
  readonly derivedRoles?: DerivedRoles;
  readonly exportVariables?: { readonly name: string };
}

const documents = new Map(
  await Promise.all(
    policies.map(
      async (path) => [path, await documentIn<Document>(path)] as const,
    ),
  ),
);
const kinds = [...documents].flatMap(([path, { resourcePolicy }]) =>
  resourcePolicy ? [{ path, policy: resourcePolicy }] : [],
);
const derivedRoles = [...documents.values()].flatMap(
  ({ derivedRoles: set }) => set?.definitions ?? [],
);
const everyRule = kinds.flatMap(({ path, policy }) =>
  policy.rules.map((rule) => ({
    path,
    rule,
    title: `${path}#${rule.name ?? "?"}`,
  })),
);

/** What nobody may ever do is refused to everybody, without a condition that could fail. */
const refusals = everyRule.filter(({ rule }) => rule.effect === "EFFECT_DENY");
const rules = everyRule.filter((each) => !refusals.includes(each));

describe("every kind", () => {
  it("is counted", () => {
    expect(kinds.length).toBe(28);
    expect(rules.length).toBe(78);
  });

  it.each(kinds)(
    "of $path has its schema and its suite",
    ({ path, policy }) => {
      const kind = basename(path, ".yaml");
      expect(policy.resource).toBe(kind);
      expect(policy.schemas).toEqual({
        principalSchema: { ref: "cerbos:///principal.json" },
        resourceSchema: { ref: `cerbos:///${kind}.json` },
      });
      expect(schemas).toContain(`_schemas/${kind}.json`);
      expect(suites).toContain(join(dirname(path), `${kind}_test.yaml`));
    },
  );

  it("is what every schema and every suite is for", () => {
    const names = kinds.map(({ policy }) => policy.resource);
    const ofNoKind = schemas
      .map((path) => basename(path, ".json"))
      .filter((name) => !names.includes(name));
    expect(ofNoKind.sort()).toEqual(["definitions", "principal"]);
    expect(suites.length).toBe(kinds.length);
  });

  it.each(kinds)(
    "of $path requires every attribute that it has",
    async ({ policy }) => {
      const schema = JSON.parse(
        await readFile(
          join(POLICIES, "_schemas", `${policy.resource}.json`),
          "utf8",
        ),
      ) as {
        title: string;
        additionalProperties: boolean;
        required: string[];
        properties: object;
      };
      expect(schema.title).toBe(policy.resource);
      expect(schema.additionalProperties).toBe(false);
      expect(schema.required).toEqual(Object.keys(schema.properties));
      expect(schema.required).toContain("organization");
    },
  );
});

describe("every rule", () => {
  it.each(rules)(
    "$title has a name of its own, and goes through derived roles only",
    ({ rule, path }) => {
      expect(rule.name).toMatch(/^[a-z_]+$/);
      const sameName = rules.filter(
        (each) => each.path === path && each.rule.name === rule.name,
      );
      expect(sameName.length).toBe(1);
      expect(rule.roles).toBeUndefined();
      expect(rule.derivedRoles?.length).toBeGreaterThan(0);
    },
  );

  it.each(rules)(
    "$title says when it allows, and with a condition why not",
    ({ rule }) => {
      expect(rule.output?.when?.ruleActivated).toBe("true");
      const codes = [
        ...(rule.output?.when?.conditionNotMet ?? "").matchAll(/"([a-z_]+)"/g),
      ].map(([, code]) => code);
      expect(codes[0] === "code" && codes.length > 1).toBe(
        rule.condition !== undefined,
      );
      for (const code of codes.slice(1)) expect(CODES).toContain(code);
    },
  );

  it("is the only one for its actions and roles", () => {
    const cells = rules.flatMap(({ path, rule }) =>
      rule.actions.flatMap((action) =>
        (rule.derivedRoles ?? []).map((role) => `${path} ${action} ${role}`),
      ),
    );
    expect(cells.filter((cell, at) => cells.indexOf(cell) !== at)).toEqual([]);
  });
});

it("only what nobody may ever do is refused by a rule", () => {
  expect(refusals.map(({ rule }) => rule)).toEqual([
    {
      name: "change_email",
      actions: ["change_email"],
      effect: "EFFECT_DENY",
      roles: ["*"],
    },
  ]);
});

it("every refusal code is given by a rule", () => {
  const text = rules.map(({ rule }) => rule.output?.when?.conditionNotMet);
  for (const code of CODES) expect(text.join()).toContain(`"${code}"`);
});

it.each(["docs/model.md", "src/kinds/refusals.ts"])(
  "every refusal code is explained in %s",
  async (path) => {
    const text = await readFile(packagePath(path), "utf8");
    // A row of the table of codes, or a key of the sentences.
    for (const code of CODES) {
      expect(text).toMatch(new RegExp(`^(\\| \`${code}\`| +${code}:) `, "m"));
    }
  },
);

/** The refusal codes of the tables, and `published`, for which the tables have none. */
const CODES = [
  "not_an_editor",
  "plan_without_flag_access",
  "undiscoverable",
  "viewer_content",
  "not_an_owner",
  "not_archived",
  "published",
  "own_role",
  "above_own_role",
  "admin_only",
  "last_admin",
  "not_self",
];

describe("every derived role", () => {
  it("has a name of its own", () => {
    const names = derivedRoles.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(21);
  });

  it("is in a set that is called as its file", () => {
    for (const [path, { derivedRoles: set, exportVariables }] of documents) {
      const name = set?.name ?? exportVariables?.name;
      if (name !== undefined) expect(name).toBe(basename(path, ".yaml"));
    }
  });
});

describe("every suite", () => {
  interface Suite {
    readonly name: string;
    readonly tests: readonly {
      readonly input: { readonly actions: readonly string[] };
    }[];
  }

  it.each(suites)(
    "%s names all actions of its kind, and no other",
    async (path) => {
      const suite = await documentIn<Suite>(path);
      const kind = catalog.kind(basename(path, "_test.yaml"));
      expect(suite.name).toBe(kind.name);
      const named = new Set(suite.tests.flatMap(({ input }) => input.actions));
      expect([...named].sort()).toEqual([...kind.actions].sort());
    },
  );
});

it.each(yaml)("%s begins with its schema for the editor", async (path) => {
  const [line] = (await readFile(join(POLICIES, path), "utf8")).split("\n");
  const schema = path.includes("testdata/")
    ? `TestFixture/${basename(path, ".yaml") === "principals" ? "Principals" : "Resources"}`
    : suites.includes(path)
      ? "TestSuite"
      : "Policy";
  expect(line).toBe(
    `# yaml-language-server: $schema=${SCHEMA_BASE}${schema}.schema.json`,
  );
});
