import { readFile } from "node:fs/promises";
import { dump, load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { quote } from "../../src/util/quote.ts";
import { lintPolicies } from "../../src/policies/lint/lint.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";
import {
  type Edit,
  expectFinding,
  expectNothing,
  PolicyFolder,
} from "./lint-folder.ts";

/** What cannot be checked is said, never passed over, and nothing crashes. */

const GUIDE = "analytics/guide.yaml";
const CONDITION = 'expr: "!R.attr.published"';

describe("what is not understood", () => {
  const keys: readonly (readonly [
    string,
    readonly [string, string],
    string,
  ])[] = [
    [
      "a spelling that Cerbos takes too",
      ["derivedRoles:", "derived_roles:"],
      "derived_roles:",
    ],
    [
      "a merged mapping",
      [
        "- name: create\n",
        "- <<: { effect: EFFECT_DENY }\n      name: create\n",
      ],
      "- <<: { effect: EFFECT_DENY }",
    ],
    [
      "variables of the old kind",
      [
        "resourcePolicy:",
        "variables: { open: R.attr.published }\nresourcePolicy:",
      ],
      "variables: { open: R.attr.published }",
    ],
    [
      "an output of the old kind",
      ["output:\n", "output:\n        expr: P.id\n"],
      "expr: P.id",
    ],
    [
      "a policy that is turned off",
      ["resourcePolicy:", "disabled: true\nresourcePolicy:"],
      "disabled: true",
    ],
  ];

  it.each(keys)("is found: %s", async (_title, [from, to], on) => {
    const key = /[\w<]+/.exec(on)?.[0] ?? "";
    await expectFinding([[GUIDE, from, to]], {
      check: "unreadable",
      file: GUIDE,
      on,
      says: `The key "${key}" is not understood, so it is not checked.`,
    });
  });

  it.each(["principalPolicy", "rolePolicy"])("is found: a %s", async (key) => {
    const folder = await PolicyFolder.with([]);
    await folder.write(
      "root.yaml",
      `apiVersion: api.cerbos.dev/v1
${key}:
  version: default
`,
    );
    await expectFinding(folder, {
      check: "unreadable",
      file: "root.yaml",
      on: `${key}:`,
      says: `The key "${key}" is not understood, so it is not checked.`,
    });
  });

  it.each([
    ["scope: acme", "The policy has a scope. A policy in a scope may"],
    [
      "scopePermissions: SCOPE_PERMISSIONS_OVERRIDE_PARENT",
      "The policy has a scopePermissions. A policy in a scope may",
    ],
    [
      "version: v2",
      'The version "v2" is only for requests that ask for it, and this is not checked.',
    ],
  ])("is found: a policy that is not the only one: %s", async (line, says) => {
    const version = "  version: default\n";
    const kept = line.startsWith("version") ? "" : version;
    await expectFinding([[GUIDE, version, `${kept}  ${line}\n`]], {
      ...{ check: "unreadable", file: GUIDE, on: line, says },
    });
  });

  const forms: readonly (readonly [string, Edit, string, string])[] = [
    [
      "an effect by its number",
      [GUIDE, "effect: EFFECT_ALLOW", "effect: 1"],
      "- name: view",
      "The effect is neither",
    ],
    [
      "rules without actions",
      [GUIDE, "      actions: [view]\n", ""],
      "- name: view",
      "The rule has no actions.",
    ],
    [
      "an action that is a list",
      [GUIDE, "actions: [view]", "actions: [[look], view]"],
      "actions: [[look], view]",
      "This is not text",
    ],
    [
      "actions that are no list",
      [
        GUIDE,
        "importDerivedRoles: [analytics]",
        "importDerivedRoles: [analytics]\n  constants: none",
      ],
      "constants: none",
      "This is not a mapping",
    ],
    [
      "a condition that says nothing",
      [GUIDE, CONDITION, "{}"],
      "{}",
      "The condition is not one of expr, all, any and none.",
    ],
  ];

  it.each(forms)("is found: %s", async (_title, edit, on, says) => {
    const folder = await PolicyFolder.with([edit]);
    const findings = await folder.lint();
    const lines = (await folder.read(GUIDE)).split("\n");
    const line = lines.findIndex((each) => each.trim() === on) + 1;
    expect(findings).toContainEqual({
      check: "unreadable",
      file: GUIDE,
      line,
      message: expect.stringContaining(says) as string,
    });
  });

  it.each([
    ["a syntax error", "R.attr.published &&"],
    ["a single =", "R.attr.published = true"],
    ["nothing", ""],
    ["a name from the outermost scope", ".R.attr.published"],
    ["too deep a nesting", `${"!".repeat(100_000)}R.attr.published`],
    ["too many brackets", `${"(".repeat(1_000)}true${")".repeat(1_000)}`],
    ["too long a chain", Array(5_000).fill("R.attr.published").join(" && ")],
  ])("is found: an expression with %s", async (_title, text) => {
    await expectFinding([[GUIDE, CONDITION, `expr: "${text}"`]], {
      check: "unreadable",
      file: GUIDE,
      on: `expr: "${text}"`,
      says: "The expression ",
    });
  });

  it.each([
    String.raw`R.attr.organization == P.attr.organization && r"\" == '' || true || '" != "' == "//"`,
    String.raw`R"\" == '' || true || '" != "' == "//"`,
    String.raw`R.attr.type.matches(r'\'') || '' == ''`,
    String.raw`R.attr.type == r"""\""""`,
    String.raw`R.attr.type == 'r"' && r"\" == '' || true || '" != "' == "//"`,
  ])(
    "is found: an expression whose raw string ends elsewhere for Cerbos: %s",
    async (text) => {
      const expr = `expr: '${text.replaceAll("'", "''")}'`;
      await expectFinding([[GUIDE, CONDITION, expr]], {
        check: "unreadable",
        file: GUIDE,
        on: expr,
        says: `The expression ${quote(text)} is not understood, so it is not checked: a raw string has a backslash before a quote`,
      });
    },
  );

  it("hides what it may use from those who look for what nothing uses", async () => {
    const expr = 'expr: "V.open &&"';
    await expectFinding(
      [
        [GUIDE, CONDITION, expr],
        [
          GUIDE,
          "  schemas:\n",
          "  variables: { import: [membership], local: { open: P.id == C.who } }\n  constants: { local: { who: root } }\n  schemas:\n",
        ],
      ],
      { check: "unreadable", file: GUIDE, on: expr, says: "The expression " },
    );
  });

  it.each([
    String.raw`R.attr.type.matches(r"^\w+$")`,
    String.raw`R.attr.type == "\"" && R.attr.type == 'r"\''`,
    String.raw`R.attr.published // r"\"`,
  ])("is understood: %s", async (text) => {
    const expr = `expr: '${text.replaceAll("'", "''")}'`;
    await expectNothing([[GUIDE, CONDITION, expr]]);
  });

  it("is found: an expression over several lines, where it begins", async () => {
    await expectFinding(
      [
        [
          GUIDE,
          CONDITION,
          "expr: >-\n            !R.attr\n            .published &&",
        ],
      ],
      {
        check: "unreadable",
        file: GUIDE,
        on: "!R.attr",
        says: 'The expression "!R.attr .published &&" is not understood',
      },
    );
  });

  it.each([
    ["nothing", "", "The file holds nothing.", 1],
    ["nothing but a comment", "# later\n", "The file holds nothing.", 1],
    ["a list", "\n- rules\n", "This is not a mapping", 2],
    ["a text", "policy\n", "This is not a mapping", 1],
    [
      "two documents",
      "apiVersion: x\n---\napiVersion: x\n",
      "The file holds several documents.",
      3,
    ],
  ])(
    "is found: a policy file that holds %s",
    async (_title, text, says, line) => {
      const folder = await PolicyFolder.with([]);
      await folder.write("spare.yaml", text);
      expect(await folder.lint()).toEqual([
        {
          check: "unreadable",
          file: "spare.yaml",
          line,
          message: expect.stringContaining(says) as string,
        },
      ]);
    },
  );

  it("is found: a policy without rules, of no kind", async () => {
    const folder = await PolicyFolder.with([]);
    await folder.write("spare.yaml", "resourcePolicy: { version: default }\n");
    const messages = (await folder.lint()).map(({ message }) => message);
    expect(messages).toEqual([
      'The key "resource" is missing. Write it.',
      "The policy has no rules. Write some, or remove it.",
    ]);
  });
});

describe("a file that cannot be read", () => {
  it.each<readonly [string, string, string, number]>([
    ["a policy", "spare.yaml", "resourcePolicy:\n  ]\n", 2],
    ["a suite", "spare_test.yaml", "tests: [\n", 2],
    ["fixtures", "testdata/spare.yaml", "principals: }\n", 1],
    ["a schema", "_schemas/spare.json", "{\n", 2],
    ["an empty schema", "_schemas/spare.json", "", 1],
    ["a schema that is YAML", "_schemas/spare.json", "type: object\n", 1],
    ["a key that is there twice", "spare.yaml", "name: a\nname: b\n", 2],
    ["an alias of nothing", "spare.yaml", "name: *there\n", 1],
    ["an alias of what it is in", "spare.yaml", "name: &there [*there]\n", 1],
    ["a key that is a list", "spare.yaml", "? [a, b]\n: c\n", 1],
    ["too deep a nesting", "spare.yaml", "[".repeat(10_000), 1],
  ])(
    "is found, and nothing that follows from it: %s",
    async (_title, file, text, line) => {
      const folder = await PolicyFolder.with([]);
      await folder.write(file, text);
      expect(await folder.lint()).toEqual([
        {
          check: "unreadable",
          file,
          line,
          message: expect.stringMatching(
            /^The file cannot be read, so it is not checked: /,
          ) as string,
        },
      ]);
    },
  );

  it.each([
    "derived_roles/analytics.yaml",
    "variables/membership.yaml",
    "_schemas/definitions.json",
    "_schemas/guide.json",
    GUIDE,
    "analytics/guide_test.yaml",
    "analytics/testdata/principals.yaml",
  ])("does not hide what is wrong with others: %s", async (file) => {
    const folder = await PolicyFolder.withSuites([
      ["modules/account.yaml", "- name: view\n      actions", "- actions"],
    ]);
    await folder.write(file, "{\n  ]\n");
    const findings = await folder.lint();
    expect(
      findings.map((each) => `${each.file}:${each.line} ${each.check}`),
    ).toEqual(
      [
        `${file}:2 unreadable`,
        "modules/account.yaml:14 unnamed-rule",
      ].toSorted(),
    );
  });

  it("is an error where the folder is missing", async () => {
    const folder = await PolicyFolder.empty();
    await expect(lintPolicies(`${folder.path}/none`)).rejects.toThrow(
      PolicyError,
    );
  });

  it("is an error where the folder has no schemas", async () => {
    const folder = await PolicyFolder.empty();
    await expect(folder.lint()).rejects.toThrow(PolicyError);
  });
});

it("reads what small aliases make enormous, once", async () => {
  const folder = await PolicyFolder.with([]);
  const levels = Array.from({ length: 60 }, (_each, index) => {
    const below = index === 0 ? "off" : `*l${index - 1}`;
    return `l${index}: &l${index} [${below}, ${below}]\n`;
  });
  await folder.write("testdata/spare.yaml", levels.join(""));
  expect(await folder.lint()).toMatchObject([
    { check: "yaml-boolean", file: "testdata/spare.yaml", line: 1 },
  ]);
});

describe("what would take for ever", () => {
  const chain = (length: number, next: (name: string) => string) =>
    Array.from(
      { length },
      (_each, index) => `      v${index}: ${next(`V.v${index + 1}`)}\n`,
    ).join("");
  const withVariables = (text: string): readonly Edit[] => [
    [GUIDE, CONDITION, "expr: V.v0"],
    [GUIDE, "  schemas:\n", `  variables:\n    local:\n${text}  schemas:\n`],
  ];

  it("is followed once: variables that double at each step", async () => {
    const last = "      v40: R.attr.published\n";
    await expectNothing(
      withVariables(chain(40, (next) => `${next} && ${next}`) + last),
    );
  });

  it("is followed to the end: thousands of variables", async () => {
    const last = "      v5000: has(R.attr.published)\n";
    await expectFinding(
      withVariables(chain(5_000, (next) => `${next} && true`) + last),
      {
        check: "unplannable-condition",
        file: GUIDE,
        on: last.trim(),
        says: "A condition calls has()",
      },
    );
  });

  it("is found: a chain of thousands of names", async () => {
    const last = "      v5000: R.attr.published\n";
    await expectFinding(withVariables(chain(5_000, (next) => next) + last), {
      check: "unreadable",
      file: GUIDE,
      on: "v0: V.v1",
      says: "The variable refers to another one more than 100 times in a row",
    });
  });

  it("is looked at once: schemas that double at each step", async () => {
    const parts = Array.from({ length: 40 }, (_each, index) => {
      const ref = { $ref: `#/$defs/d${index + 1}` };
      return [`d${index}`, { allOf: [ref, ref] }] as const;
    });
    const part = { properties: { deep: { $ref: "#/$defs/d0" } } };
    const $defs = { ...Object.fromEntries(parts), d40: part };
    await expectFinding(
      [
        [GUIDE, CONDITION, `expr: R.attr.x${".deep".repeat(30)}.end == 1`],
        [
          "_schemas/guide.json",
          '  "properties": {',
          `  "$defs": ${JSON.stringify($defs)},\n  "properties": { "x": { "$ref": "#/$defs/d0" },`,
        ],
      ],
      {
        check: "undeclared-attribute",
        file: GUIDE,
        on: `expr: R.attr.x${".deep".repeat(30)}.end == 1`,
        says: "R.attr.x.deep",
      },
    );
  });
});

describe("anything in the place of anything", () => {
  const ANYTHING = [null, "text", 1, [], {}, [[]], [{}], { x: [] }] as const;

  /** The places in a document, as the keys that lead to them; of lists, those in the first two items. */
  function* placesIn(
    value: unknown,
    path: readonly string[] = [],
  ): Generator<readonly string[]> {
    yield path;
    if (typeof value !== "object" || value === null) return;
    const entries = Object.entries(value);
    for (const [key, each] of Array.isArray(value)
      ? entries.slice(0, 2)
      : entries) {
      yield* placesIn(each, [...path, key]);
    }
  }

  function replaced(
    value: unknown,
    [key, ...rest]: readonly string[],
    by: unknown,
  ): unknown {
    if (key === undefined) return by;
    const copy: unknown = Array.isArray(value)
      ? [...(value as unknown[])]
      : { ...(value as object) };
    Object.assign(copy as object, {
      [key]: replaced((value as Record<string, unknown>)[key], rest, by),
    });
    return copy;
  }

  it.each([
    "organization/user_profile.yaml",
    "derived_roles/organization.yaml",
    "variables/membership.yaml",
    "_schemas/user_profile.json",
    "organization/audit_log_test.yaml",
  ])("is a finding or a PolicyError: %s", async (file) => {
    const text = await readFile(packagePath("policies", file), "utf8");
    const original = load(text, { maxAliases: 1_000 });
    const all = [...placesIn(original)];
    const folder = await PolicyFolder.few([
      "organization/user_profile.yaml",
      "derived_roles/organization.yaml",
      "_schemas/principal.json",
      "_schemas/definitions.json",
      "_schemas/user_profile.json",
    ]);
    expect(all.length).toBeGreaterThan(5);
    for (const place of all) {
      for (const by of ANYTHING) {
        const value = replaced(original, place, by);
        const isJson = file.endsWith(".json");
        await folder.write(file, isJson ? JSON.stringify(value) : dump(value));
        const found: unknown = await folder
          .lint()
          .catch((each: unknown) => each);
        expect(
          Array.isArray(found) || found instanceof PolicyError,
          `${place.join(".")} = ${JSON.stringify(by)}: ${String(found)}`,
        ).toBe(true);
      }
    }
  });
});
