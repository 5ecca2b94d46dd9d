import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isComplete } from "../../src/policies/coverage/coverage.ts";
import { gapsIn } from "../../src/policies/coverage/gaps.ts";
import { policyCoverage } from "../../src/policies/coverage/measure.ts";
import {
  type Contents,
  policyFolder,
  RULES,
  SUITE,
  test,
  type Test,
  TESTS,
} from "./coverage-folder.ts";

async function coverageOf(contents?: Contents) {
  return policyCoverage(await policyFolder(contents));
}

/** What is missing, in words, without the remedies. */
async function missingIn(contents: Contents): Promise<string[]> {
  const { items } = await coverageOf(contents);
  return gapsIn(items).map(({ file, missing }) => `${file}: ${missing}`);
}

function without(...names: string[]): Contents {
  expect(TESTS.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  return { tests: TESTS.filter(({ name }) => !names.includes(name)) };
}

describe("a suite that exercises everything", () => {
  it("is complete, and has each thing's decisions counted", async () => {
    const coverage = await coverageOf();
    expect(isComplete(coverage)).toBe(true);
    expect(coverage.decisions).toEqual({ total: 6, traced: 6 });
    expect(coverage.totals).toEqual({
      rule: { covered: 2, total: 2 },
      action: { covered: 2, total: 2 },
      condition: { covered: 1, total: 1 },
      variable: { covered: 2, total: 2 },
      derived_role: { covered: 2, total: 2 },
    });
    const read = { kind: "document", name: "read", actions: ["read"] };
    const edit = { kind: "document", name: "edit", actions: ["edit"] };
    const file = "document.yaml";
    expect(coverage.items).toEqual([
      { part: "rule", file, ...read, yes: 1, no: 1 },
      { part: "action", file, ...read, yes: 1, no: 1 },
      { part: "rule", file, ...edit, yes: 1, no: 3 },
      { part: "action", file, ...edit, yes: 1, no: 3 },
      { part: "condition", file, ...edit, yes: 1, no: 2 },
      // The reader's edit asks for no condition.
      { part: "variable", file, ...edit, variable: "is_open", yes: 2, no: 1 },
      { part: "variable", file, ...edit, variable: "is_mine", yes: 2, no: 1 },
      {
        part: "derived_role",
        file: "people.yaml",
        name: "reader",
        yes: 2,
        no: 4,
      },
      {
        part: "derived_role",
        file: "people.yaml",
        name: "writer",
        yes: 3,
        no: 3,
      },
    ]);
  });

  it("is complete whatever it expects: whether tests succeed is for others to say", async () => {
    const tests = TESTS.map((each) => ({
      ...each,
      expected: each.expected.map(({ actions, ...rest }) => ({
        ...rest,
        actions: Object.fromEntries(
          Object.keys(actions).map((action) => [action, "EFFECT_ALLOW"]),
        ),
      })),
    }));
    expect(await coverageOf({ tests })).toEqual(await coverageOf());
  });
});

describe("a suite that names groups", () => {
  it.each(["principalGroups", "principal_groups"])(
    "has each decision traced once: %s",
    async (key) => {
      const suite = {
        ...SUITE,
        [key]: { people: { principals: ["reader", "writer"] } },
        tests: [
          {
            name: "everybody",
            input: {
              [key]: ["people"],
              resources: ["mine_open", "theirs_open"],
              actions: ["edit"],
            },
            expected: TESTS[2]?.expected,
          },
        ],
      };
      const files = { "document_test.yaml": suite };
      const { decisions } = await coverageOf({ files });
      expect(decisions).toEqual({ total: 4, traced: 4 });
    },
  );
});

describe("a test that is missing", () => {
  const edit = 'the condition of rule "edit"';

  it.each<[string, string[], string[]]>([
    [
      "the only one that a rule allows",
      ["a reader reads"],
      ['document.yaml: rule "read" never applies'],
    ],
    [
      "the only one that a rule does not allow",
      ["a stranger reads nothing"],
      ['document.yaml: rule "read" always applies'],
    ],
    [
      "the only one whose condition is met",
      ["a writer edits"],
      [
        'document.yaml: rule "edit" never applies',
        `document.yaml: ${edit} is never true`,
      ],
    ],
    [
      "the only one in which one side of a condition fails",
      ["what is closed"],
      [`document.yaml: V.is_open, in ${edit}, is never false`],
    ],
    [
      "every one in which a condition fails",
      ["what is closed", "what is another's"],
      [
        `document.yaml: ${edit} is never false`,
        `document.yaml: V.is_open, in ${edit}, is never false`,
        `document.yaml: V.is_mine, in ${edit}, is never false`,
      ],
    ],
    [
      "every one with a role",
      ["a writer edits", "what is closed", "what is another's"],
      [
        'document.yaml: rule "edit" never applies',
        `document.yaml: ${edit} is never asked`,
        'people.yaml: derived role "writer" is never held',
      ],
    ],
    [
      "every one of an action",
      ["a reader reads", "a stranger reads nothing"],
      ['document.yaml: rule "read" is in no test'],
    ],
  ])("%s: %j", async (_what, names, missing) => {
    expect(await missingIn(without(...names))).toEqual(missing);
  });

  it("because it is skipped", async () => {
    const tests = TESTS.map((each) => ({
      ...each,
      skip: each.name === "a reader reads",
    }));
    const coverage = await coverageOf({ tests });
    expect(coverage.decisions).toEqual({ total: 5, traced: 5 });
    expect(coverage.items[0]).toMatchObject({ name: "read", yes: 0, no: 1 });
  });

  it("with its whole suite", async () => {
    const nothing = [
      'document.yaml: rule "read" is in no test',
      'document.yaml: rule "edit" is in no test',
      'people.yaml: derived role "reader" is in no test',
      'people.yaml: derived role "writer" is in no test',
    ];
    expect(await missingIn({ files: { "document_test.yaml": null } })).toEqual(
      nothing,
    );
    const skipped = { ...SUITE, skip: true, tests: TESTS };
    expect(
      await missingIn({ files: { "document_test.yaml": skipped } }),
    ).toEqual(nothing);
  });

  it("is told with what to do", async () => {
    const { items } = await coverageOf(without("a stranger reads nothing"));
    expect(gapsIn(items).map(({ remedy }) => remedy)).toEqual([
      "Add a test of read on document in which it does not apply: for somebody without its roles, or who does not meet its condition.",
    ]);
  });
});

describe("a decision", () => {
  it("for somebody of another type is one in which the rule does not apply", async () => {
    const contents = without("a stranger reads nothing");
    const robot = test("a robot", "robot", "read", "mine_open", "DENY");
    const tests = [...(contents.tests ?? []), robot];
    const { items } = await coverageOf({ tests });
    expect(items[0]).toMatchObject({ name: "read", yes: 1, no: 1 });
  });

  it("on an action that is none of a rule's says nothing of the rule", async () => {
    const tests = TESTS.filter(({ input }) => input.actions[0] === "edit");
    const { items } = await coverageOf({ tests });
    expect(items[0]).toMatchObject({ name: "read", yes: 0, no: 0 });
  });

  it("that a schema rejects says nothing of any rule", async () => {
    const contents = without("a stranger reads nothing");
    const rejected = "rejected_by_the_schema";
    const tests = ["reader", "stranger"].map((who) =>
      test(`${who}, rejected`, who, "read", rejected, "DENY"),
    );
    const all = [...(contents.tests ?? []), ...tests];
    const { decisions, items } = await coverageOf({ tests: all });
    expect(decisions.traced).toBe(7);
    expect(items[0]).toMatchObject({ name: "read", yes: 1, no: 0 });
  });
});

describe("a rule", () => {
  /** What the items of the rules say, with two more tests, of another action. */
  async function itemsWith(rule: object): Promise<readonly unknown[]> {
    const { items } = await coverageOf({
      rules: [...RULES, { effect: "EFFECT_ALLOW", ...rule }],
      tests: [
        ...TESTS,
        test("a writer's", "writer", "x:print", "mine_open", "ALLOW"),
        test("a reader's", "reader", "x:print", "mine_open", "DENY"),
      ],
    });
    return items
      .filter(({ file, part }) => file === "document.yaml" && part !== "action")
      .slice(5)
      .map(({ part, name, yes, no }) => [part, name, yes, no]);
  }

  it("without a name has the one that the compiler gives it", async () => {
    const rule = { actions: ["x:print"], derivedRoles: ["writer"] };
    expect(await itemsWith(rule)).toEqual([["rule", "rule-003", 1, 1]]);
  });

  it("may go by roles", async () => {
    const rule = { name: "print", actions: ["x:print"], roles: ["robot"] };
    expect(await itemsWith(rule)).toEqual([["rule", "print", 0, 2]]);
  });

  it("that nobody was asked about says nothing: another role was enough", async () => {
    const [user, robot] = ["user", "robot"].map((role) => ({
      name: `print_as_${role}`,
      actions: ["print"],
      effect: "EFFECT_ALLOW",
      roles: [role],
    }));
    const { items } = await coverageOf({
      rules: [user ?? {}, robot ?? {}],
      tests: [test("a cyborg", "cyborg", "print", "mine_open", "ALLOW")],
    });
    const ofRules = items.filter(({ part }) => part === "rule");
    expect(ofRules).toMatchObject([
      { name: "print_as_user", yes: 1, no: 0 },
      { name: "print_as_robot", yes: 0, no: 0 },
    ]);
  });

  it("whose condition reads a variable that is no boolean has no ways of that", async () => {
    const condition = { match: { expr: 'V.state == "open"' } };
    const rule = { name: "print", actions: ["x:print"], roles: ["user"] };
    expect(await itemsWith({ ...rule, condition })).toEqual([
      ["rule", "print", 2, 0],
      ["condition", "print", 2, 0],
    ]);
  });

  it("may have a condition of several expressions, whose outcome counts", async () => {
    const of = [{ expr: "V.is_open" }, { expr: 'P.attr.role == "writer"' }];
    const rule = { name: "print", actions: ["x:print"], roles: ["user"] };
    for (const [operator, yes] of [
      ["all", 1],
      ["any", 2],
      ["none", 0],
    ] as const) {
      const condition = { match: { [operator]: { of } } };
      expect(await itemsWith({ ...rule, condition })).toEqual([
        ["rule", "print", yes, 2 - yes],
        ["condition", "print", yes, 2 - yes],
        ["variable", "print", 2, 0],
      ]);
    }
  });

  it("whose condition cannot be evaluated has no outcome, and does not apply", async () => {
    const condition = { match: { expr: "R.attr.missing.name == P.id" } };
    const rule = { name: "print", actions: ["x:print"], roles: ["user"] };
    expect(await itemsWith({ ...rule, condition })).toEqual([
      ["rule", "print", 0, 2],
      ["condition", "print", 0, 0],
    ]);
  });

  it("that forbids something to everybody has one way only", async () => {
    const rule = {
      name: "print",
      actions: ["x:print"],
      roles: ["*"],
      effect: "EFFECT_DENY",
    };
    expect(await itemsWith(rule)).toEqual([["rule", "print", 2, 0]]);
    const tests = [
      ...TESTS,
      test("refused", "writer", "x:print", "mine_open", "DENY"),
    ];
    const rules = [...RULES, rule];
    expect(isComplete(await coverageOf({ rules, tests }))).toBe(true);
    expect(await missingIn({ rules })).toEqual([
      'document.yaml: rule "print" never applies',
    ]);
  });
});

describe("an action of a rule", () => {
  const rules = RULES.map((rule) =>
    "derivedRoles" in rule && "condition" in rule
      ? { ...rule, actions: ["edit", "wipe"] }
      : rule,
  );
  const applied = test("a writer's", "writer", "wipe", "mine_open", "ALLOW");
  const refused = test("a reader's", "reader", "wipe", "mine_open", "DENY");
  const wipe = 'document.yaml: action "wipe" of rule "edit"';

  it.each<[string, readonly Test[], string[]]>([
    ["is in no test", [], [`${wipe} is in no test`]],
    ["never applies", [refused], [`${wipe} never applies`]],
    ["always applies", [applied], [`${wipe} always applies`]],
    ["is exercised both ways", [applied, refused], []],
  ])("%s, whatever others do", async (_what, tests, missing) => {
    const contents = { rules, tests: [...TESTS, ...tests] };
    expect(await missingIn(contents)).toEqual(missing);
  });

  it("goes without saying where its rule misses the same", async () => {
    const edits = ["a writer edits", "what is closed", "what is another's"];
    const { tests = [] } = without(...edits);
    expect(await missingIn({ rules, tests: [...tests, refused] })).toEqual([
      'document.yaml: rule "edit" never applies',
      'document.yaml: the condition of rule "edit" is never asked',
      'people.yaml: derived role "writer" is never held',
    ]);
  });

  it("is told with what to do", async () => {
    const { items } = await coverageOf({ rules });
    expect(gapsIn(items).map(({ remedy }) => remedy)).toEqual([
      "Add a test of wipe on document in which it applies, and one in which it does not.",
    ]);
  });

  it("has one way only where nothing keeps its rule from applying", async () => {
    const log = {
      name: "log",
      actions: ["log", "print"],
      effect: "EFFECT_DENY",
      roles: ["*"],
    };
    const logged = test("logged", "writer", "log", "mine_open", "DENY");
    const contents = { rules: [...RULES, log], tests: [...TESTS, logged] };
    expect(await missingIn(contents)).toEqual([
      'document.yaml: action "print" of rule "log" never applies',
    ]);
  });

  it("is exercised also where another rule overrides it", async () => {
    const never = {
      name: "never",
      actions: ["wipe"],
      effect: "EFFECT_DENY",
      roles: ["*"],
    };
    const contents = {
      rules: [...rules, never],
      tests: [...TESTS, applied, refused],
    };
    expect(await missingIn(contents)).toEqual([]);
  });
});

describe("a kind whose name the compiler rewrites", () => {
  it.each(["my:document", "my-document", "my.document", "my::document"])(
    "is found in traces: %s",
    async (kind) => {
      const folder = await policyFolder();
      for (const name of ["document.yaml", "document_test.yaml"]) {
        const file = join(folder, name);
        const text = await readFile(file, "utf8");
        const pattern = /"(resource|kind)": "document"/g;
        await writeFile(file, text.replaceAll(pattern, `"$1": "${kind}"`));
      }
      const coverage = await policyCoverage(folder);
      expect(isComplete(coverage)).toBe(true);
      expect(coverage.items[0]).toMatchObject({ kind, yes: 1, no: 1 });
    },
  );
});
