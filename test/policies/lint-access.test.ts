import { describe, it } from "vitest";
import { type Edit, expectFinding, expectNothing } from "./lint-folder.ts";

/** The checks of who gets in. */

const ORGANIZATION = "derived_roles/organization.yaml";
const BOUND = "R.attr.organization == P.attr.organization";
/** The last role of its file, with nothing but the comparison. */
const PROVISIONING = `    - name: provisioning
      parentRoles: [scim]
      condition:
        match:
          expr: ${BOUND}
`;

function provisioning(condition: string): Edit {
  return [
    ORGANIZATION,
    PROVISIONING,
    `    - name: provisioning
      parentRoles: [scim]
${condition}
`,
  ];
}

function expression(text: string): string {
  return `      condition: { match: { expr: '${text}' } }`;
}

describe("an ALLOW that is not bound to the organization", () => {
  const loose = [
    ["has no condition", ""],
    ["asks for something else", expression('P.id == "root"')],
    ["asks for it or something else", expression(`${BOUND} || P.id == "root"`)],
    ["asks that it differ", expression(BOUND.replace("==", "!="))],
    ["asks for it within a macro", expression(`[1].exists(x, ${BOUND})`)],
    ["asks for it within a negation", expression(`!(${BOUND})`)],
    [
      "compares the organization with itself",
      expression("R.attr.organization == R.attr.organization"),
    ],
    [
      "compares another attribute",
      expression("R.attr.organization == P.attr.organizationPlan"),
    ],
    [
      "has it in an any",
      `      condition: { match: { any: { of: [{ expr: ${BOUND} }, { expr: "true" }] } } }`,
    ],
    [
      "has it in a none",
      `      condition: { match: { none: { of: [{ expr: ${BOUND} }] } } }`,
    ],
    [
      "has it in an all within an any",
      `      condition: { match: { any: { of: [{ all: { of: [{ expr: ${BOUND} }] } }] } } }`,
    ],
  ] as const;

  it.each(loose)(
    "is found where a derived role %s",
    async (_title, condition) => {
      await expectFinding([provisioning(condition)], {
        check: "unbound-allow",
        file: ORGANIZATION,
        on: "- name: provisioning",
        says: 'The derived role "provisioning" is allowed things in every organization.',
      });
    },
  );

  const bound = [
    [
      "either side first",
      expression("P.attr.organization == R.attr.organization"),
    ],
    [
      "spelled out",
      expression(
        "request.resource.attr.organization == request.principal.attr.organization",
      ),
    ],
    ["as one of several parts", expression(`P.id != "" && (${BOUND} && true)`)],
    [
      "in an all within an all",
      `      condition: { match: { all: { of: [{ all: { of: [{ expr: ${BOUND} }] } }, { expr: "true" }] } } }`,
    ],
  ] as const;

  it.each(bound)(
    "is not found where a derived role asks for it %s",
    async (_title, condition) => {
      await expectNothing([provisioning(condition)]);
    },
  );

  it("is not found where a variable of the set says it", async () => {
    await expectNothing([
      provisioning(expression('V.same && P.id != ""')),
      [
        ORGANIZATION,
        "  name: organization\n",
        `  name: organization
  variables:
    local:
      same: V.owner_of == P.attr.organization
      owner_of: R.attr.organization
`,
      ],
    ]);
  });

  it("is found for each role that a rule names by itself", async () => {
    const file = "analytics/guide.yaml";
    await expectFinding(
      [
        [
          file,
          "      effect: EFFECT_ALLOW\n",
          "      effect: EFFECT_ALLOW\n      roles:\n        - auditor\n",
        ],
      ],
      {
        check: "unbound-allow",
        file,
        on: "- auditor",
        says: 'The role "auditor" is allowed this in every organization.',
      },
    );
  });

  it("is not found where the rule's own condition asks for it", async () => {
    await expectNothing([
      [
        "organization/organization.yaml",
        `      derivedRoles:
        - organization_admin
      condition:
        match:
          expr: R.attr.owner == P.id
`,
        `      roles: [user]
      condition:
        match:
          expr: R.attr.owner == P.id && ${BOUND}
`,
      ],
    ]);
  });

  it("is found where the derived role is in no set that is imported", async () => {
    const file = "analytics/guide.yaml";
    await expectFinding(
      [
        [
          file,
          "        - analytics_viewer\n",
          "        - govern_viewer\n        - analytics_viewer\n",
        ],
      ],
      {
        check: "unbound-allow",
        file,
        on: "- govern_viewer",
        says: 'No set that the policy imports has the derived role "govern_viewer"',
      },
    );
  });
});

describe("a restriction that fails open", () => {
  const PROFILE = "organization/user_profile.yaml";
  const DENY: Edit = [
    PROFILE,
    'roles: ["*"]\n',
    'roles: ["*"]\n      condition: { match: { expr: R.attr.user == "x" && size(P.attr.analytics.viewer) > 0 } }\n',
  ];
  const ON =
    'condition: { match: { expr: R.attr.user == "x" && size(P.attr.analytics.viewer) > 0 } }';

  const NOT_REQUIRED: Edit = [
    "_schemas/user_profile.json",
    '["organization", "user"]',
    '["organization"]',
  ];

  it("is not found in a DENY that reads what its schemas require", async () => {
    await expectNothing([DENY]);
  });

  it.each([
    [
      "an attribute of the resource",
      "R.attr.user",
      "user_profile.json",
      NOT_REQUIRED,
    ],
    [
      "a group of attributes of the principal",
      "P.attr.analytics.viewer",
      "principal.json",
      ["_schemas/principal.json", '    "analytics",\n', ""],
    ],
    [
      "an attribute in such a group",
      "P.attr.analytics.viewer",
      "principal.json",
      [
        "_schemas/principal.json",
        '"required": ["viewer", "member"',
        '"required": ["member"',
      ],
    ],
    [
      "an attribute in what need not be a mapping",
      "P.attr.analytics.viewer",
      "principal.json",
      [
        "_schemas/principal.json",
        '"analytics": {\n      "type": "object",',
        '"analytics": {',
      ],
    ],
    [
      "what some actions need not have",
      "R.attr.user",
      "user_profile.json",
      [
        PROFILE,
        "ref: cerbos:///user_profile.json\n",
        "ref: cerbos:///user_profile.json\n      ignoreWhen: { actions: [edit_name] }\n",
      ],
    ],
  ] as const)(
    "is found in a DENY that reads %s",
    async (_title, text, schema, edit) => {
      await expectFinding([DENY, edit], {
        check: "fails-open",
        file: PROFILE,
        on: ON,
        says: `A DENY or a none reads ${text}, which ${schema} does not require`,
      });
    },
  );

  it("is found in a none of a derived role", async () => {
    await expectFinding(
      [
        NOT_REQUIRED,
        [
          ORGANIZATION,
          `          expr: ${BOUND}\n`,
          `          all:\n            of:\n              - expr: ${BOUND}\n              - none: { of: [{ expr: R.attr.user == "x" }] }\n`,
        ],
      ],
      {
        check: "fails-open",
        file: ORGANIZATION,
        on: '- none: { of: [{ expr: R.attr.user == "x" }] }',
        says: "A DENY or a none reads R.attr.user, which user_profile.json does not require",
      },
    );
  });

  it("is found in a derived role that a DENY is for", async () => {
    await expectFinding(
      [
        NOT_REQUIRED,
        [PROFILE, 'roles: ["*"]', "derivedRoles: [themselves]"],
        [
          ORGANIZATION,
          "  definitions:\n",
          `  definitions:
    - name: themselves
      parentRoles: [user]
${expression("R.attr.user == P.id")}
`,
        ],
      ],
      {
        check: "fails-open",
        file: ORGANIZATION,
        on: expression("R.attr.user == P.id").trim(),
        says: "A DENY or a none reads R.attr.user, which user_profile.json does not require",
      },
    );
  });

  it("is not found in an ALLOW, which refuses where the attribute is missing", async () => {
    await expectNothing([NOT_REQUIRED]);
  });
});

describe("an attribute that no schema declares", () => {
  const GUIDE = "analytics/guide.yaml";
  const CONDITION = 'expr: "!R.attr.published"';

  it.each([
    ["R.attr.publishd", "guide.json"],
    ["request.resource.attr.publishd", "guide.json", "R.attr.publishd"],
    ["P.attr.organisation", "principal.json"],
    ["P.attr.analytics.owner", "principal.json"],
    [
      "P.attr.analytics.viewer.exists(p, p.name)",
      "principal.json",
      "P.attr.analytics.viewer[].name",
    ],
    ["R.attr.type.of", "guide.json"],
    ["R.attr.published.by", "guide.json"],
  ])(
    "is found in a condition that reads %s",
    async (text, schema, name = text) => {
      await expectFinding([[GUIDE, CONDITION, `expr: ${text}`]], {
        check: "undeclared-attribute",
        file: GUIDE,
        on: `expr: ${text}`,
        says: `${name} is read for guide, but ${schema} does not declare it.`,
      });
    },
  );

  it("is found in an output", async () => {
    const output = `conditionNotMet: '{"code": R.attr.why}'`;
    await expectFinding(
      [[GUIDE, `conditionNotMet: '{"code": "published"}'`, output]],
      {
        check: "undeclared-attribute",
        file: GUIDE,
        on: output,
        says: "R.attr.why is read for guide, but guide.json does not declare it.",
      },
    );
  });

  it("is found in an output, where it is a list of which one item is read", async () => {
    const output = `conditionNotMet: '{"code": R.attr.why[0]}'`;
    await expectFinding(
      [[GUIDE, `conditionNotMet: '{"code": "published"}'`, output]],
      {
        check: "undeclared-attribute",
        file: GUIDE,
        on: output,
        says: "R.attr.why is read for guide, but guide.json does not declare it.",
      },
    );
  });

  it("is found in an output, through what is bound to a name", async () => {
    const output = `conditionNotMet: '{"code": cel.bind(a, P.attr.analytics, a.owner)}'`;
    await expectFinding(
      [[GUIDE, `conditionNotMet: '{"code": "published"}'`, output]],
      {
        check: "undeclared-attribute",
        file: GUIDE,
        on: output,
        says: "P.attr.analytics.owner is read for guide, but principal.json does not declare it.",
      },
    );
  });

  it("is found in a variable, on its line", async () => {
    const file = "analytics/content.yaml";
    await expectFinding(
      [
        [
          file,
          "is_owner: P.id in R.attr.owners",
          "is_owner: P.id in R.attr.owner",
        ],
      ],
      {
        check: "undeclared-attribute",
        file,
        on: "is_owner: P.id in R.attr.owner",
        says: "R.attr.owner is read for content, but content.json does not declare it.",
      },
    );
  });

  it("is found in a variable that is nothing else, on its line only", async () => {
    await expectFinding(
      [
        [GUIDE, CONDITION, "expr: P.id in V.owners"],
        [
          GUIDE,
          "  schemas:\n",
          "  variables:\n    local:\n      owners: R.attr.owners\n  schemas:\n",
        ],
      ],
      {
        check: "undeclared-attribute",
        file: GUIDE,
        on: "owners: R.attr.owners",
        says: "R.attr.owners is read for guide",
      },
    );
  });

  it("is found in what is read of a variable", async () => {
    await expectFinding(
      [
        [GUIDE, CONDITION, "expr: P.id in V.roles.owner"],
        [
          GUIDE,
          "  schemas:\n",
          "  variables: { local: { roles: P.attr.analytics } }\n  schemas:\n",
        ],
      ],
      {
        check: "undeclared-attribute",
        file: GUIDE,
        on: "expr: P.id in V.roles.owner",
        says: "P.attr.analytics.owner is read for guide",
      },
    );
  });

  it("is found in a derived role, for the policy that uses it", async () => {
    const file = "organization/audit_log.yaml";
    await expectFinding(
      [
        [file, "[organization]", "[organization, accounts]"],
        [
          file,
          "        - organization_admin\n",
          "        - organization_admin\n        - accounts_viewer\n",
        ],
      ],
      {
        check: "undeclared-attribute",
        file: "derived_roles/accounts.yaml",
        on: "R.attr.project in P.attr.accounts.viewer",
        says: "R.attr.project is read for audit_log, but audit_log.json does not declare it.",
      },
    );
  });

  it.each([
    ["size(R.attr) > 0", "resource"],
    ["P.attr == {}", "principal"],
    ["R.attr.exists(name, name == P.id)", "resource"],
  ])("may be among those that %s takes as a whole", async (text, of) => {
    await expectFinding([[GUIDE, CONDITION, `expr: '${text}'`]], {
      check: "undeclared-attribute",
      file: GUIDE,
      on: `expr: '${text}'`,
      says: `All attributes of the ${of} are used as a whole`,
    });
  });

  it("is not found in what is no attribute", async () => {
    await expectNothing([
      [
        GUIDE,
        CONDITION,
        `expr: R.id != P.id && "x" in P.roles && R.kind == "guide" && [{"attr":1}].all(R, R.attr == 1) && now() > timestamp(0)`,
      ],
    ]);
  });

  it("is declared by a pattern, or by what else a schema is made of", async () => {
    await expectNothing([
      [
        GUIDE,
        CONDITION,
        "expr: R.attr.x_size > 1 && R.attr.list.exists(e, e.two == R.attr.extra.one)",
      ],
      [
        "_schemas/guide.json",
        '  "properties": {',
        `  "patternProperties": { "^x_": { "type": "integer" } },
  "allOf": [
    {
      "properties": {
        "extra": { "additionalProperties": { "type": "string" } },
        "list": { "items": { "properties": { "two": { "type": "string" } } } }
      }
    }
  ],
  "properties": {`,
      ],
    ]);
  });
});

describe("a role that is a pattern", () => {
  const says =
    'The role "*" is a pattern, which includes roles that nobody has thought of';

  it("is found among the parents of a derived role", async () => {
    await expectFinding(
      [
        [
          ORGANIZATION,
          PROVISIONING,
          PROVISIONING.replace("[scim]", '[scim, "*"]'),
        ],
      ],
      {
        check: "wildcard-role",
        file: ORGANIZATION,
        on: 'parentRoles: [scim, "*"]',
        says,
      },
    );
  });

  it("is found in an ALLOW, whatever its condition asks for", async () => {
    const file = "organization/organization.yaml";
    await expectFinding(
      [
        [
          file,
          `      derivedRoles:
        - organization_admin
      condition:
        match:
          expr: R.attr.owner == P.id
`,
          `      roles: ["*"]
      condition:
        match:
          expr: R.attr.owner == P.id && ${BOUND}
`,
        ],
      ],
      { check: "wildcard-role", file, on: 'roles: ["*"]', says },
    );
  });

  it("is not found in a DENY, which may be for everybody", async () => {
    const file = "organization/user_profile.yaml";
    await expectNothing([[file, 'roles: ["*"]', 'roles: [user, "*"]']]);
  });
});

describe("an action that is a pattern", () => {
  const FILE = "analytics/annotation.yaml";

  it.each(["*", "comment:*"])("is found: %s", async (action) => {
    await expectFinding([[FILE, "actions: [", `actions: ["${action}", `]], {
      check: "wildcard-action",
      file: FILE,
      on: `actions: ["${action}", create, edit, delete]`,
      says: `The action "${action}" is a pattern`,
    });
  });

  it("is none without an asterisk: Cerbos takes it as it is", async () => {
    await expectNothing([[FILE, "actions: [", 'actions: ["comment?", ']]);
  });
});
