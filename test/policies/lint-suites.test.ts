import { describe, it } from "vitest";
import {
  type Edit,
  expectFinding,
  expectNothing,
  PolicyFolder,
} from "./lint-folder.ts";

/** The checks that suites mean what they say. */

const SUITE = "analytics/annotation_test.yaml";
const FIXTURES = "analytics/testdata/principals.yaml";

/** A test at the end of a suite. */
async function withTest(text: string): Promise<PolicyFolder> {
  const folder = await PolicyFolder.withSuites([]);
  await folder.write(SUITE, `${await folder.read(SUITE)}${text}`);
  return folder;
}

describe("an action that no rule knows", () => {
  const says = 'No rule of annotation has the action "create_all".';

  it.each([
    [
      "asked for",
      "- create_all",
      `  - name: more
    input:
      principals: []
      resources: []
      actions:
        - create_all
`,
    ],
    [
      "expected",
      "create_all: EFFECT_DENY",
      `  - name: more
    input: { principals: [], resources: [], actions: [create] }
    expected:
      - actions:
          create_all: EFFECT_DENY
`,
    ],
    [
      "expected to give an output",
      "- action: create_all",
      `  - name: more
    input: { principals: [], resources: [], actions: [create] }
    expected:
      - actions: { create: EFFECT_DENY }
        outputs:
          - action: create_all
            expected: []
`,
    ],
  ])("is found where it is %s", async (_title, on, text) => {
    await expectFinding(await withTest(text), {
      ...{ check: "unknown-action", file: SUITE, on, says },
    });
  });

  it("is not found where a rule takes any action", async () => {
    const folder = await withTest(`  - name: more
    input: { principals: [], resources: [], actions: [create_all] }
`);
    const file = "analytics/annotation.yaml";
    await folder.edit([file, "actions: [", 'actions: ["*", ']);
    await expectFinding(folder, {
      check: "wildcard-action",
      file,
      on: 'actions: ["*", create, edit, delete]',
      says: 'The action "*" is a pattern',
    });
  });
});

describe("an action that no rule of the test's own kind knows", () => {
  const TEXT = "  - name: more\n    input:\n      principals: [member]\n";
  const guide = "stray_guide: { id: stray, kind: guide, attr: {} }";

  it.each([
    ["resources", "resources: [stray_guide]", ""],
    ["groups of resources", "resourceGroups: [strays]", ""],
    ["expectations", "resources: []", "resource: stray_guide, "],
  ])("is found by the kind of its %s", async (_title, input, expected) => {
    const line = `- { principal: member, ${expected}actions: { create_all: EFFECT_DENY } }`;
    const folder = await withTest(
      `${TEXT}      ${input}\n      actions: [create]\n    expected:\n      ${line}\n`,
    );
    const groups = "resourceGroups: { strays: { resources: [stray_guide] } }\n";
    await folder.edit([SUITE, "tests:\n", `${groups}tests:\n`]);
    await folder.edit([SUITE, "resources:\n", `resources:\n  ${guide}\n`]);
    await expectFinding(folder, {
      check: "unknown-action",
      file: SUITE,
      on: line,
      says: 'No rule of guide has the action "create_all".',
    });
  });

  it("is found by the kind of a resource that lies beside the suite", async () => {
    const line = `- { principal: member, actions: { create_all: EFFECT_DENY } }`;
    const folder = await withTest(
      `${TEXT}      resources: [stray_guide]\n      actions: [create]\n    expected:\n      ${line}\n`,
    );
    const beside = "analytics/testdata/resources.yaml";
    await folder.write(beside, `resources:\n  ${guide}\n`);
    await expectFinding(folder, {
      check: "unknown-action",
      file: SUITE,
      on: line,
      says: 'No rule of guide has the action "create_all".',
    });
  });

  it("is not found where the kind is another than the suite's, and knows it", async () => {
    const folder = await withTest(
      `${TEXT}      resources: [stray_guide]\n      actions: [publish]\n`,
    );
    await folder.edit([SUITE, "resources:\n", `resources:\n  ${guide}\n`]);
    await expectNothing(folder);
  });
});

describe("a kind that has no policy", () => {
  const resource = "  stray: { id: stray, kind: anotation, attr: {} }";

  it.each([
    [
      "in fixtures",
      FIXTURES,
      "principals:\n",
      `resources:\n${resource}\nprincipals:\n`,
    ],
    ["in a suite", SUITE, "resources:\n", `resources:\n${resource}\n`],
  ])("is found %s", async (_title, file, from, to) => {
    await expectFinding(await PolicyFolder.withSuites([[file, from, to]]), {
      check: "unknown-kind",
      file,
      on: resource.trim(),
      says: 'There is no policy for the kind "anotation".',
    });
  });

  it("is found in the name of a suite", async () => {
    const folder = await PolicyFolder.withSuites([]);
    const file = "analytics/anotation_test.yaml";
    await folder.write(file, "name: anotation\ntests: []\n");
    await expectFinding(folder, {
      check: "unknown-kind",
      file,
      on: "name: anotation",
      says: 'The suite has the name of the kind "anotation", which has no policy.',
    });
  });
});

describe("a word that YAML 1.1 reads as a boolean", () => {
  const actions = (word: string): Edit => [
    "analytics/annotation.yaml",
    "actions: [create, edit, delete]",
    `actions:\n        - ${word}\n        - create\n        - edit\n        - delete`,
  ];

  it.each(["y", "n", "yes", "no", "on", "off", "Y", "No", "OFF"])(
    "is found: %s",
    async (word) => {
      await expectFinding([actions(word)], {
        check: "yaml-boolean",
        file: "analytics/annotation.yaml",
        on: `- ${word}`,
        says: `Some parsers read ${word} as a boolean.`,
      });
    },
  );

  it.each(["'no'", '"on"', "not", "noon", "one", "!!str no"])(
    "is not found: %s",
    async (word) => {
      await expectNothing([actions(word)]);
    },
  );

  it("is not found: true and false", async () => {
    await expectNothing([
      ["modules/account.yaml", 'ruleActivated: "true"', "ruleActivated: true"],
    ]);
  });

  it("is found in a suite, once, however often it has an alias", async () => {
    const folder = await withTest(`  - name: more
    options: &options
      on: 1
    input: { principals: [], resources: [], actions: [create] }
  - name: again
    options: *options
    input: { principals: [], resources: [], actions: [create] }
`);
    await expectFinding(folder, {
      check: "yaml-boolean",
      file: SUITE,
      on: "on: 1",
      says: "Some parsers read on as a boolean.",
    });
  });

  it.each([
    ["the resources of a suite", SUITE, "resources:\n"],
    ["fixtures", FIXTURES, "principals:\n"],
  ])("is found in %s", async (_title, file, before) => {
    const line = '  stray: { id: stray, kind: annotation, attr: { "x": off } }';
    await expectFinding(
      await PolicyFolder.withSuites([[file, before, `${before}${line}\n`]]),
      {
        check: "yaml-boolean",
        file,
        on: line.trim(),
        says: "Some parsers read off as a boolean.",
      },
    );
  });
});
