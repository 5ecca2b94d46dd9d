import { describe, expect, it } from "vitest";
import { lintPolicies } from "../../src/policies/lint/lint.ts";
import {
  type Edit,
  expectFinding,
  expectNothing,
  PolicyFolder,
} from "./lint-folder.ts";

/** The checks that all is there, and nothing that is of no use. */

const GUIDE = "analytics/guide.yaml";

it("finds nothing wrong with Rolebook's own policies", async () => {
  expect(await lintPolicies()).toEqual([]);
});

it("finds nothing wrong with them as they are shipped, without suites", async () => {
  await expectNothing([]);
});

it("lists everything at once, by file and line", async () => {
  const folder = await PolicyFolder.with([
    [GUIDE, "- name: publish\n      actions", "- actions"],
    [GUIDE, "- name: create\n      actions: [", '- actions: ["*", '],
    ["analytics/annotation.yaml", "- name: change\n      actions", "- actions"],
  ]);
  const findings = await folder.lint();
  expect(findings.map(({ file, check }) => [file, check])).toEqual([
    ["analytics/annotation.yaml", "unnamed-rule"],
    [GUIDE, "unnamed-rule"],
    [GUIDE, "wildcard-action"],
    [GUIDE, "unnamed-rule"],
  ]);
  const lines = findings.slice(1).map(({ line }) => line);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
});

describe("a kind without its schemas", () => {
  it.each([
    ["principalSchema", "principal"],
    ["resourceSchema", "guide"],
  ])("is found where the policy has no %s", async (key, name) => {
    const schema = `    ${key}:\n      ref: cerbos:///${name}.json\n`;
    const edits: Edit[] = [[GUIDE, schema, ""]];
    const folder = await PolicyFolder.with(edits);
    // Nothing else refers to the kind's own schema.
    if (name === "guide") await folder.remove("_schemas/guide.json");
    await expectFinding(folder, {
      check: "missing-schema",
      file: GUIDE,
      on: "resource: guide",
      says: `The policy has no ${key}, so requests may have any attributes.`,
    });
  });

  it("is found where the file is missing", async () => {
    const folder = await PolicyFolder.with([]);
    await folder.remove("_schemas/guide.json");
    await expectFinding(folder, {
      check: "missing-schema",
      file: GUIDE,
      on: "ref: cerbos:///guide.json",
      says: 'There is no schema "cerbos:///guide.json".',
    });
  });

  it.each(["definitions.json#/$defs/ids", "definition.json#/$defs/id", "#id"])(
    "is found where a schema refers to %s",
    async (ref) => {
      const file = "_schemas/guide.json";
      const on = `"$ref": "${ref}"`;
      await expectFinding(
        [[file, '"$ref": "definitions.json#/$defs/id"', on]],
        {
          check: "missing-schema",
          file,
          on,
          says: `There is no schema "${ref}".`,
        },
      );
    },
  );

  it("is not found where a schema refers to another by its whole name", async () => {
    await expectNothing([
      [
        "_schemas/guide.json",
        '"definitions.json#/$defs/id"',
        '"cerbos:///definitions.json#/$defs/id"',
      ],
    ]);
  });
});

describe("a kind without a suite", () => {
  const says = "Nothing tests guide. Write guide_test.yaml next to the policy.";

  it("is found", async () => {
    const folder = await PolicyFolder.withSuites([]);
    await folder.remove("analytics/guide_test.yaml");
    await expectFinding(folder, {
      ...{ check: "missing-suite", file: GUIDE, on: "resource: guide", says },
    });
  });

  it("is found where the suite lies elsewhere", async () => {
    const folder = await PolicyFolder.withSuites([]);
    const suite = await folder.read("analytics/guide_test.yaml");
    await folder.remove("analytics/guide_test.yaml");
    await folder.write("modules/guide_test.yaml", suite);
    await expectFinding(folder, {
      ...{ check: "missing-suite", file: GUIDE, on: "resource: guide", says },
    });
  });
});

describe("a file that is not called as what it holds", () => {
  it.each([
    ["analytics/guide.yaml", "resource: guide", "guide"],
    ["derived_roles/accounts.yaml", "name: accounts", "accounts"],
    ["variables/membership.yaml", "name: membership", "membership"],
  ])("is found: %s", async (from, on, name) => {
    const folder = await PolicyFolder.with([]);
    const to = from.replace(name, "tours");
    await folder.write(to, await folder.read(from));
    await folder.remove(from);
    await expectFinding(folder, {
      check: "misnamed-policy",
      file: to,
      on,
      says: `The name of the file is "tours.yaml", but it holds "${name}".`,
    });
  });
});

describe("what nothing uses", () => {
  it.each([
    [
      "of a policy",
      "organization/organization_member.yaml",
      "    local:\n      ",
      "    local:\n",
    ],
    [
      "that is exported",
      "variables/membership.yaml",
      "  definitions:\n    ",
      "  definitions:\n",
    ],
    [
      "of a set of derived roles",
      "derived_roles/accounts.yaml",
      "  name: accounts\n  variables:\n    local:\n      ",
      "  name: accounts\n",
    ],
  ])("is found: a variable %s", async (_title, file, to, from) => {
    await expectFinding([[file, from, `${to}spare: P.id != ""\n`]], {
      check: "unused-variable",
      file,
      on: 'spare: P.id != ""',
      says: 'No rule uses the variable "spare".',
    });
  });

  it("is found: variables that only use each other", async () => {
    const file = "organization/organization_member.yaml";
    const folder = await PolicyFolder.with([
      [
        file,
        "    local:\n",
        "    local:\n      one: V.two\n      two: V.one\n",
      ],
    ]);
    const findings = await folder.lint();
    expect(findings.map(({ check, message }) => [check, message])).toEqual([
      ["unused-variable", expect.stringContaining('"one"')],
      ["unused-variable", expect.stringContaining('"two"')],
    ]);
  });

  it("is found: a constant of a policy", async () => {
    await expectFinding(
      [
        [
          GUIDE,
          "  schemas:\n",
          "  constants:\n    local:\n      limit: 3\n  schemas:\n",
        ],
      ],
      {
        check: "unused-constant",
        file: GUIDE,
        on: "limit: 3",
        says: 'No rule uses the constant "limit".',
      },
    );
  });

  const limits = `apiVersion: api.cerbos.dev/v1
exportConstants:
  name: limits
  definitions:
    most: 3
`;

  it("is found: an exported constant", async () => {
    const folder = await PolicyFolder.with([]);
    await folder.write("constants/limits.yaml", limits);
    await expectFinding(folder, {
      check: "unused-constant",
      file: "constants/limits.yaml",
      on: "most: 3",
      says: 'No rule uses the constant "most".',
    });
  });

  it("is not found: a constant that a variable in use takes", async () => {
    const folder = await PolicyFolder.with([
      [
        "organization/organization_member.yaml",
        "adminCount > 1",
        "adminCount > constants.most",
      ],
      [
        "organization/organization_member.yaml",
        "  schemas:\n",
        "  constants: { import: [limits] }\n  schemas:\n",
      ],
    ]);
    await folder.write("constants/limits.yaml", limits);
    await expectNothing(folder);
  });

  const spare = `    - name: spare
      parentRoles: [user]
      condition: { match: { expr: R.attr.organization == P.attr.organization } }
`;

  it("is found: a derived role", async () => {
    const file = "derived_roles/accounts.yaml";
    await expectFinding(
      [[file, "  definitions:\n", `  definitions:\n${spare}`]],
      {
        check: "unused-derived-role",
        file,
        on: "- name: spare",
        says: 'No rule uses the derived role "spare".',
      },
    );
  });

  // Cerbos puts none into effect that no rule of the policy names.
  it("is found: a derived role that only an expression asks for", async () => {
    const file = "derived_roles/accounts.yaml";
    await expectFinding(
      [
        [file, "  definitions:\n", `  definitions:\n${spare}`],
        [
          "modules/account.yaml",
          'ruleActivated: "true"',
          `ruleActivated: '"spare" in runtime.effectiveDerivedRoles'`,
        ],
      ],
      {
        check: "unused-derived-role",
        file,
        on: "- name: spare",
        says: 'No rule uses the derived role "spare".',
      },
    );
  });

  it.each([
    [
      "derived roles",
      "importDerivedRoles: [analytics]",
      "importDerivedRoles: [analytics, govern]",
      "govern",
    ],
    [
      "variables",
      "  schemas:\n",
      "  variables: { import: [membership] }\n  schemas:\n",
      "membership",
    ],
  ])("is found: an import of %s", async (_title, from, to, name) => {
    await expectFinding([[GUIDE, from, to]], {
      check: "unused-import",
      file: GUIDE,
      on: to.split("\n")[0]?.trim() ?? "",
      says: `The import "${name}" is not used.`,
    });
  });

  it("is found: an import of variables into a set of derived roles", async () => {
    const file = "derived_roles/accounts.yaml";
    await expectFinding(
      [
        [
          file,
          "  definitions:\n",
          "  variables: { import: [membership] }\n  definitions:\n",
        ],
      ],
      {
        check: "unused-import",
        file,
        on: "variables: { import: [membership] }",
        says: 'The import "membership" is not used.',
      },
    );
  });

  it("is found: a schema", async () => {
    const folder = await PolicyFolder.with([]);
    await folder.write("_schemas/spare.json", '{ "type": "object" }\n');
    await expectFinding(folder, {
      check: "unused-schema",
      file: "_schemas/spare.json",
      on: '{ "type": "object" }',
      says: "No policy uses the schema spare.json.",
    });
  });

  it.each([
    ["", '{ "type": "string" }'],
    [" but its own reference", '{ "items": { "$ref": "#/$defs/spare" } }'],
  ])(
    "is found: a part of a schema to which nothing refers%s",
    async (_title, part) => {
      const file = "_schemas/definitions.json";
      await expectFinding(
        [[file, '  "$defs": {\n', `  "$defs": {\n    "spare": ${part},\n`]],
        {
          check: "unused-schema",
          file,
          on: `"spare": ${part},`,
          says: 'Nothing refers to "spare".',
        },
      );
    },
  );

  it("is not found: a part of which only a part is referred to", async () => {
    await expectNothing([
      [
        "_schemas/definitions.json",
        '  "$defs": {\n',
        '  "$defs": {\n    "spare": { "properties": { "id~/": { "type": "string" } } },\n',
      ],
      [
        "_schemas/guide.json",
        '"definitions.json#/$defs/id"',
        '"definitions.json#/$defs/spare/properties/id~0~1"',
      ],
    ]);
  });
});
