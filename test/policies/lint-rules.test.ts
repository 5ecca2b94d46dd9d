import { describe, it } from "vitest";
import { type Edit, expectFinding, expectNothing } from "./lint-folder.ts";

/** The checks of what a decision says, and of what a query plan can carry. */

const GUIDE = "analytics/guide.yaml";
const CONDITION = 'expr: "!R.attr.published"';
const CODE = `conditionNotMet: '{"code": "published"}'`;

describe("a rule without a name", () => {
  const says = "The rule has no name. Give it one";

  it("is found", async () => {
    await expectFinding(
      [[GUIDE, "- name: create\n      actions", "- actions"]],
      { check: "unnamed-rule", file: GUIDE, on: "- actions: [create]", says },
    );
  });

  it("is found where the name is empty", async () => {
    await expectFinding([[GUIDE, "- name: create", '- name: ""']], {
      ...{ check: "unnamed-rule", file: GUIDE, on: '- name: ""', says },
    });
  });

  it("is found where it is a DENY", async () => {
    const file = "organization/user_profile.yaml";
    await expectFinding(
      [[file, "- name: change_email\n      actions", "- actions"]],
      { check: "unnamed-rule", file, on: "- actions: [change_email]", says },
    );
  });
});

describe("an ALLOW that does not say when it allows", () => {
  const OUTPUT = 'output:\n        when:\n          ruleActivated: "true"\n\n';

  it("is found without an output", async () => {
    await expectFinding([[GUIDE, `      ${OUTPUT}`, ""]], {
      check: "silent-allow",
      file: GUIDE,
      on: "- name: view",
      says: "The rule does not say when it allows",
    });
  });

  it("is found where it only says when it does not", async () => {
    const said = `          ruleActivated: "true"\n          ${CODE}`;
    await expectFinding([[GUIDE, said, `          ${CODE}`]], {
      check: "silent-allow",
      file: GUIDE,
      on: "- name: edit_as_member",
      says: "The rule does not say when it allows",
    });
  });
});

describe("a condition without a refusal code", () => {
  it("is found where nothing is said", async () => {
    await expectFinding([[GUIDE, `          ${CODE}\n`, ""]], {
      check: "missing-refusal-code",
      file: GUIDE,
      on: CONDITION,
      says: "If the condition does not hold, nothing says why.",
    });
  });

  it.each([
    ["a text", '"published"'],
    ["a mapping without a code", '{"reason": "published"}'],
    ["a code that is no text", '{"code": 7}'],
    ["a code that is empty", '{"code": ""}'],
    ["a code that is sometimes empty", '{"code": R.attr.published ? "x" : ""}'],
    ["a sentence, and a code that is no text", '{"reason": "x", "code": 7}'],
    ["a mapping only sometimes", 'R.attr.published ? {"code": "x"} : {}'],
  ])("is found where what is said is %s", async (_title, output) => {
    const said = `conditionNotMet: '${output}'`;
    await expectFinding([[GUIDE, CODE, said]], {
      check: "missing-refusal-code",
      file: GUIDE,
      on: said,
      says: "If the condition does not hold, nothing says why.",
    });
  });

  const local = (text: string): Edit => [
    GUIDE,
    "  schemas:\n",
    `${text}\n  schemas:\n`,
  ];

  it.each<readonly [string, string, readonly Edit[]]>([
    ["one of several codes", '{"code": R.attr.published ? "x" : "y"}', []],
    [
      "one of several mappings",
      'R.attr.published ? {"code": "x"} : {"code": "y"}',
      [],
    ],
    [
      "a code and a sentence",
      '{"reason": "It is " + R.attr.published, "code": "x", "more": [1]}',
      [],
    ],
    [
      "one of several codes, each with a sentence",
      'R.attr.published ? {"code": "x", "reason": "X."} : {"code": "y", "reason": P.id}',
      [],
    ],
    [
      "a variable",
      "V.refusal",
      [local(`  variables: { local: { refusal: '{"code": "x"}' } }`)],
    ],
    [
      "a constant code",
      '{"code": C.published, "by": P.id}',
      [local("  constants: { local: { published: published } }")],
    ],
  ])("is not found where what is said is %s", async (_title, output, edits) => {
    await expectNothing([
      [GUIDE, CODE, `conditionNotMet: '${output}'`],
      ...edits,
    ]);
  });

  it("is not found in a DENY", async () => {
    await expectNothing([
      [
        "organization/user_profile.yaml",
        'roles: ["*"]',
        'roles: ["*"]\n      condition: { match: { expr: R.attr.user != P.id } }',
      ],
    ]);
  });
});

describe("a condition that no query plan carries", () => {
  const local = (name: string, text: string): Edit => [
    GUIDE,
    "  schemas:\n",
    `  variables:\n    local:\n      ${name}: ${text}\n  schemas:\n`,
  ];

  it.each([
    ["has(R.attr.published)", "A condition calls has()"],
    [
      "R.attr.project != P.id && !has(P.attr.analytics.viewer)",
      "A condition calls has()",
    ],
    ["R.attr.published ? false : true", "A condition has ?:"],
    [
      "cel.bind(open, R.attr.published, !open)",
      "A condition calls cel.bind(), which query plans cannot express.",
    ],
    [
      '"analytics_member" in runtime.effectiveDerivedRoles',
      "A condition reads runtime, which a query plan turns into an if",
    ],
    ['R.attr["project"] == P.id', "A condition looks something up with [ ]"],
    [
      "P.id in P.attr.analytics[R.attr.type].viewer",
      "A condition looks something up with [ ]",
    ],
    [
      '{"guide": 1}[R.attr.type] == 1',
      "A condition looks something up with [ ]",
    ],
    [
      'P.attr.analytics.viewer.exists(p, {"x": 1}[p] == 1)',
      "A condition looks something up with [ ]",
    ],
    ["R.attr.?published.orValue(false)", "A condition reads an optional value"],
    [
      'R.attr[?"published"] == optional.of(true)',
      "A condition reads an optional value",
    ],
  ])("is found: %s", async (text, says) => {
    await expectFinding([[GUIDE, CONDITION, `expr: '${text}'`]], {
      check: "unplannable-condition",
      file: GUIDE,
      on: `expr: '${text}'`,
      says,
    });
  });

  it("is found once, however often it is in the expression", async () => {
    const text = "has(R.attr.published) && has(R.attr.project)";
    await expectFinding([[GUIDE, CONDITION, `expr: ${text}`]], {
      check: "unplannable-condition",
      file: GUIDE,
      on: `expr: ${text}`,
      says: "A condition calls has()",
    });
  });

  it("is found in a variable that a condition leads to", async () => {
    await expectFinding(
      [
        [GUIDE, CONDITION, "expr: V.open"],
        local("open", "V.draft\n      draft: has(R.attr.published)"),
      ],
      {
        check: "unplannable-condition",
        file: GUIDE,
        on: "draft: has(R.attr.published)",
        says: "A condition calls has()",
      },
    );
  });

  it("is found in a derived role", async () => {
    const file = "derived_roles/accounts.yaml";
    const text = 'R.attr.project in P.attr.accounts["viewer"]';
    await expectFinding(
      [[file, "R.attr.project in P.attr.accounts.viewer", text]],
      {
        check: "unplannable-condition",
        file,
        on: text,
        says: "A condition looks something up with [ ]",
      },
    );
  });

  it("is not found in an output, nor in a variable of outputs", async () => {
    await expectNothing([
      [
        GUIDE,
        CODE,
        `conditionNotMet: '{"code": V.code, "x": has(R.attr.type)}'`,
      ],
      local("code", `'R.attr["published"] ? "x" : "y"'`),
    ]);
  });

  it("is not what is the same for every request", async () => {
    await expectNothing([
      [
        GUIDE,
        CONDITION,
        `expr: '[1, 2][0] == 1 && {"a": true}["a"] && C.limits["most"] > 1'`,
      ],
      [
        GUIDE,
        "  schemas:\n",
        "  constants: { local: { limits: { most: 3 } } }\n  schemas:\n",
      ],
    ]);
  });
});

describe("a condition of several expressions", () => {
  it.each(["all", "any", "none"])("is found: %s", async (kind) => {
    await expectFinding(
      [[GUIDE, CONDITION, `${kind}: { of: [{ ${CONDITION} }] }`]],
      {
        check: "block-condition",
        file: GUIDE,
        on: `${kind}: { of: [{ ${CONDITION} }] }`,
        says: `The condition is a block of ${kind}, which Cerbos may confuse with that of another rule.`,
      },
    );
  });
});
