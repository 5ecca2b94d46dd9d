import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogOf } from "../src/policies/catalog.ts";
import { readPolicyFiles } from "../src/policies/policy-files.ts";
import { toPolicyTree } from "../src/policies/tree/read-tree.ts";
import { refusalCodesOf } from "../src/policies/types/refusal-codes.ts";
import { packagePath } from "../src/util/package-root.ts";
import { TABLES } from "./tables/verdict.ts";

/** The tree of policies proves itself, beyond what `rolebook policies lint` holds any policies to. */

const SCHEMA_BASE = "https://api.cerbos.dev/v0.55.0/cerbos/policy/v1/";

const files = await readPolicyFiles(packagePath("policies"));
const tree = toPolicyTree(files);
const { policies, roleSets, suites } = tree;
const catalog = catalogOf(tree, "policies");
const schemas = new Map(
  tree.schemas.files.map(({ file, value }) => [
    basename(file, ".json"),
    value as {
      readonly title: string;
      readonly additionalProperties: boolean;
      readonly required: readonly string[];
      readonly properties: object;
    },
  ]),
);

const everyRule = policies.flatMap(({ file, rules }) =>
  rules.map((rule) => ({ file, rule, title: `${file}#${rule.name ?? "?"}` })),
);

/** What nobody may ever do is refused to everybody, without a condition that could fail. */
const refusals = everyRule.filter(({ rule }) => rule.effect === "deny");
const rules = everyRule.filter((each) => !refusals.includes(each));

it("is understood to the last word", () => {
  expect(tree.problems).toEqual([]);
  const read = files.filter(({ role }) => role !== "schema");
  expect(tree.documents.map(({ file }) => file)).toEqual(
    read.map(({ path }) => path),
  );
});

describe("every kind", () => {
  const names = catalog.kinds.map(({ name }) => name);

  it("has one policy, and is in the tables", () => {
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(policies.map(({ kind }) => kind.name));
    const drawn = Object.values(TABLES).flatMap((rows) =>
      rows.map(({ kind }) => kind),
    );
    expect(names.toSorted()).toEqual([...new Set(drawn)].toSorted());
  });

  it.each(policies)("of $file has its schema and its suite", (policy) => {
    const kind = basename(policy.file, ".yaml");
    expect(policy.kind.name).toBe(kind);
    expect(policy).toMatchObject({
      principalSchema: { name: "cerbos:///principal.json", ignored: false },
      resourceSchema: { name: `cerbos:///${kind}.json`, ignored: false },
    });
    expect([...schemas.keys()]).toContain(kind);
    expect(suites.map(({ file }) => file)).toContain(
      join(dirname(policy.file), `${kind}_test.yaml`),
    );
  });

  it("is what every schema and every suite is for", () => {
    const ofNoKind = [...schemas.keys()].filter(
      (name) => !names.includes(name),
    );
    expect(ofNoKind.sort()).toEqual(["definitions", "principal"]);
    expect(suites.map(({ kind }) => kind).sort()).toEqual(names.toSorted());
  });

  it.each(names)("requires every attribute that it has: %s", (name) => {
    const schema = schemas.get(name);
    expect(schema?.title).toBe(name);
    expect(schema?.additionalProperties).toBe(false);
    expect(schema?.required).toEqual(Object.keys(schema?.properties ?? {}));
    expect(schema?.required).toContain("organization");
  });
});

describe("every rule", () => {
  it.each(rules)(
    "$title has a name of its own, and goes through derived roles only",
    ({ rule, file }) => {
      expect(rule.name).toMatch(/^[a-z_]+$/);
      const sameName = rules.filter(
        (each) => each.file === file && each.rule.name === rule.name,
      );
      expect(sameName.length).toBe(1);
      expect(rule.roles).toEqual([]);
      expect(rule.derivedRoles.length).toBeGreaterThan(0);
    },
  );

  it.each(rules)(
    "$title says when it allows, and with a condition why not",
    ({ rule }) => {
      expect(rule.ruleActivated?.text).toBe("true");
      expect(rule.conditionNotMet !== undefined).toBe(
        rule.condition !== undefined,
      );
    },
  );

  it("is the only one for its actions and roles", () => {
    const cells = rules.flatMap(({ file, rule }) =>
      rule.actions.flatMap((action) =>
        rule.derivedRoles.map((role) => `${file} ${action.name} ${role.name}`),
      ),
    );
    expect(cells.filter((cell, at) => cells.indexOf(cell) !== at)).toEqual([]);
  });
});

it("only what nobody may ever do is refused by a rule", () => {
  expect(
    refusals.map(({ rule: { name, actions, roles, ...rule } }) => ({
      ...{ name, actions: actions.map((each) => each.name) },
      ...{ roles: roles.map((each) => each.name), ...rule },
    })),
  ).toMatchObject([
    {
      name: "change_email",
      actions: ["change_email"],
      roles: ["*"],
      derivedRoles: [],
      condition: undefined,
      ruleActivated: undefined,
      conditionNotMet: undefined,
    },
  ]);
});

describe("the refusal codes that the rules give", () => {
  const { codes, computedBy } = refusalCodesOf(tree);

  it("are written out, each as one of a mapping", () => {
    expect(computedBy).toEqual([]);
    for (const { rule, title } of rules) {
      const texts = [
        ...(rule.conditionNotMet?.text ?? "").matchAll(/"([^"]+)"/g),
      ].map(([, text = ""]) => text);
      if (texts.length === 0) continue;
      expect(texts[0], title).toBe("code");
      expect(texts.length, title).toBeGreaterThan(1);
      expect(codes, title).toEqual(expect.arrayContaining(texts.slice(1)));
    }
  });

  it("are those of the tables", () => {
    const ofTables = Object.values(TABLES).flatMap((rows) =>
      rows.flatMap(({ allowed }) =>
        [...allowed.values()].flat().map(({ code }) => code),
      ),
    );
    expect(codes).toEqual([...new Set(ofTables)].sort());
  });

  it("are those that docs/model.md explains, for the kinds that give them", async () => {
    const text = await readFile(packagePath("docs", "model.md"), "utf8");
    const rows = [
      ...text.matchAll(/^\| `([a-z_]+)` +\| ([^|]+) \| [^|]+ \|$/gm),
    ]
      .map(([, code = "", kinds = ""]) => [code, kinds.match(/[a-z_]+/g)])
      .filter(([, kinds]) => kinds !== null);
    const given = codes.map((code) => [
      code,
      policies
        .filter(({ rules }) =>
          rules.some(({ conditionNotMet }) =>
            conditionNotMet?.text.includes(`"${code}"`),
          ),
        )
        .map(({ kind }) => kind.name),
    ]);
    expect(sorted(rows)).toEqual(sorted(given));
  });

  it("have a sentence each", async () => {
    const text = await readFile(packagePath("src/kinds/refusals.ts"), "utf8");
    // A key of the sentences.
    for (const code of codes) {
      expect(text).toMatch(new RegExp(`^ +${code}: `, "m"));
    }
  });
});

/** Pairs, and the lists in them, in alphabetical order. */
function sorted(pairs: readonly (readonly unknown[])[]): readonly string[] {
  return pairs
    .map(
      ([name, list]) =>
        `${String(name)}: ${(list as string[]).toSorted().join()}`,
    )
    .sort();
}

describe("every derived role", () => {
  it("has a name of its own", () => {
    const names = roleSets
      .flatMap(({ roles }) => roles)
      .map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("is in a set that is called as its file", () => {
    const sets = [
      ...roleSets.map(({ name }) => name),
      ...tree.exportedVariables,
      ...tree.exportedConstants,
    ];
    for (const { name, file } of sets)
      expect(name).toBe(basename(file, ".yaml"));
  });
});

it.each(suites)(
  "the suite of $kind names all its actions, and no other",
  (suite) => {
    const kind = catalog.kind(suite.kind);
    expect(suite.document.value).toMatchObject({ name: kind.name });
    const named = new Set(suite.asked.map(({ name }) => name));
    expect([...named].sort()).toEqual(kind.actions.toSorted());
  },
);

it.each(files.filter(({ role }) => role !== "schema"))(
  "$path begins with its schema for the editor",
  ({ path, role, text }) => {
    const [line] = text.split("\n");
    const schema = {
      policy: "Policy",
      suite: "TestSuite",
      fixtures: `TestFixture/${basename(path, ".yaml") === "principals" ? "Principals" : "Resources"}`,
      schema: "",
    }[role];
    expect(line).toBe(
      `# yaml-language-server: $schema=${SCHEMA_BASE}${schema}.schema.json`,
    );
  },
);
