import { readFile } from "node:fs/promises";
import { load } from "js-yaml";
import { beforeAll, describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { type Kind, loadCatalog } from "../../src/policies/catalog.ts";
import { parseExpression } from "../../src/policies/cel/expression.ts";
import { trace } from "../../src/policies/cel/trace.ts";
import { readPolicyFiles } from "../../src/policies/policy-files.ts";
import type { AttributeName } from "../../src/policies/tree/reads.ts";
import { Scope } from "../../src/policies/tree/scope.ts";
import { type Edit, PolicyFolder } from "./lint-folder.ts";

const GUIDE = "analytics/guide.yaml";
const FLAG = "experiment/flag.yaml";
const CONDITION = 'expr: "!R.attr.published"';

/** The attributes that there are for a kind. */
async function attributesFor(kind: Kind): Promise<readonly AttributeName[]> {
  const file = packagePath("policies", "_schemas", "principal.json");
  const { properties } = JSON.parse(await readFile(file, "utf8")) as {
    readonly properties: object;
  };
  return [
    ...[...kind.attributes.keys()].map((name) => `R.attr.${name}` as const),
    ...Object.keys(properties).map((name) => `P.attr.${name}` as const),
  ];
}

async function readBy(kind: Kind): Promise<readonly AttributeName[]> {
  return (await attributesFor(kind)).filter((name) => kind.reads(name));
}

/** The guide's policy, with all that it imports, and the flag's beside it. */
function guideFolder(): Promise<PolicyFolder> {
  const schemas = ["principal", "definitions", "guide", "flag"];
  return PolicyFolder.few([
    ...[GUIDE, "derived_roles/analytics.yaml", "variables/membership.yaml"],
    ...[FLAG, "derived_roles/experiment.yaml", "variables/flag_access.yaml"],
    ...schemas.map((name) => `_schemas/${name}.json`),
  ]);
}

/** What the guide's rules read, with its policy or others changed. */
async function readByGuide(
  edits: readonly Edit[],
): Promise<readonly AttributeName[]> {
  const folder = await guideFolder();
  for (const edit of edits) await folder.edit(edit);
  return readBy((await loadCatalog(folder.path)).kind("guide"));
}

let kinds: readonly Kind[];
let guide: Kind;

beforeAll(async () => {
  const catalog = await loadCatalog();
  ({ kinds } = catalog);
  guide = catalog.kind("guide");
});

describe("the attributes that the rules of a kind read", () => {
  it("are those that stand in their expressions", async () => {
    const documents = (await readPolicyFiles(packagePath("policies")))
      .filter(({ role }) => role === "policy")
      .map(({ path, text }) => ({ path, document: load(text) as Document }));
    for (const kind of kinds) {
      const { document } =
        documents.find(({ path }) => path === kind.file) ?? {};
      const texts = textsOf(
        document,
        documents.map((each) => each.document),
      );
      const found = texts.flatMap(
        (text) => text.match(/[RP]\.attr\.\w+/g) ?? [],
      );
      const read = await readBy(kind);
      expect([...read].sort(), kind.name).toEqual([...new Set(found)].sort());
      expect(read, kind.name).toContain("R.attr.organization");
    }
  });

  it("are not all that there are", () => {
    expect(guide.reads("R.attr.published")).toBe(true);
    expect(guide.reads("R.attr.type")).toBe(false);
    expect(guide.reads("P.attr.analytics")).toBe(true);
    expect(guide.reads("P.attr.experiment")).toBe(false);
    expect(guide.reads("P.attr.organizationPlan")).toBe(false);
  });

  it("are not changed by a comment, a description or another text that names one", async () => {
    const read = await readByGuide([
      [
        GUIDE,
        "  rules:\n",
        "  # R.attr.type, P.attr.organizationPlan\n  rules:\n",
      ],
      [GUIDE, "description: Who", "description: R.attr.type says who"],
      [GUIDE, CONDITION, `expr: '!R.attr.published && P.id != "R.attr.type"'`],
      [
        GUIDE,
        "  schemas:\n",
        "  variables: { local: { idle: P.attr.organizationPlan } }\n  schemas:\n",
      ],
      [
        "derived_roles/analytics.yaml",
        "  definitions:\n",
        "  definitions:\n    - { name: idle, parentRoles: [user], condition: { match: { expr: R.attr.type == P.attr.organizationPlan } } }\n",
      ],
    ]);
    expect(read).toEqual(await readBy(guide));
  });

  it.each<readonly [string, readonly Edit[]]>([
    ["a condition", [[GUIDE, CONDITION, 'expr: R.attr.type == "guide"']]],
    [
      "another spelling",
      [[GUIDE, CONDITION, `expr: request.resource["attr"].type == "guide"`]],
    ],
    [
      "the items of a list",
      [[GUIDE, CONDITION, "expr: R.attr.type.exists(each, each == P.id)"]],
    ],
    ["an item of a list", [[GUIDE, CONDITION, "expr: R.attr.type[0] == P.id"]]],
    [
      "a part of an attribute",
      [[GUIDE, CONDITION, "expr: R.attr.type.name == P.id"]],
    ],
    ["has()", [[GUIDE, CONDITION, "expr: has(R.attr.type)"]]],
    [
      "cel.bind()",
      [[GUIDE, CONDITION, "expr: cel.bind(it, R.attr.type, it == P.id)"]],
    ],
    [
      "a block of a condition",
      [
        [
          GUIDE,
          CONDITION,
          "none: { of: [{ all: { of: [{ expr: R.attr.type == P.id }] } }] }",
        ],
      ],
    ],
    [
      "an output",
      [
        [
          GUIDE,
          `'{"code": "published"}'`,
          `'{"code": "published", "of": R.attr.type}'`,
        ],
      ],
    ],
    [
      "an output of a rule that allows",
      [[GUIDE, 'ruleActivated: "true"', "ruleActivated: R.attr.type"]],
    ],
    [
      "a variable of a variable",
      [
        [GUIDE, CONDITION, "expr: V.is_guide"],
        [
          GUIDE,
          "  schemas:\n",
          '  variables: { local: { is_guide: V.type == "guide", type: R.attr.type } }\n  schemas:\n',
        ],
      ],
    ],
    [
      "an exported variable",
      [
        [GUIDE, CONDITION, "expr: V.someone_else"],
        [
          GUIDE,
          "  schemas:\n",
          "  variables: { import: [membership] }\n  schemas:\n",
        ],
        [
          "variables/membership.yaml",
          "R.attr.user != P.id",
          "R.attr.type != P.id",
        ],
      ],
    ],
    [
      "a derived role",
      [
        [
          "derived_roles/analytics.yaml",
          "R.attr.project in P.attr.analytics.viewer",
          "R.attr.type in P.attr.analytics.viewer",
        ],
      ],
    ],
  ])("take in what is read in %s", async (_where, edits) => {
    const others = (await readBy(guide)).filter(
      (name) => name !== "R.attr.published",
    );
    const read = await readByGuide(edits);
    expect(read).toEqual(expect.arrayContaining([...others, "R.attr.type"]));
    expect(read).not.toContain("P.attr.organizationPlan");
  });

  it.each<readonly [string, readonly Edit[]]>([
    [
      "all attributes are taken as a whole",
      [[GUIDE, CONDITION, "expr: P.id in R.attr"]],
    ],
    [
      "the whole resource is taken",
      [[GUIDE, CONDITION, `expr: '[R].size() == 1'`]],
    ],
    [
      "the whole request is taken",
      [[GUIDE, CONDITION, "expr: request == request"]],
    ],
    [
      "the name of an attribute is computed",
      [[GUIDE, CONDITION, "expr: R.attr[P.id]"]],
    ],
    [
      "an expression cannot be parsed",
      [[GUIDE, CONDITION, 'expr: "R.attr.published &&"']],
    ],
    ["a variable is not there", [[GUIDE, CONDITION, "expr: V.nothing"]]],
    [
      "the name of a variable is computed",
      [[GUIDE, CONDITION, "expr: V[P.id]"]],
    ],
    [
      "a derived role is not there",
      [[GUIDE, "- analytics_viewer", "- nobody"]],
    ],
    [
      "it depends on the roles in effect",
      [[GUIDE, CONDITION, `expr: '"x" in runtime.effectiveDerivedRoles'`]],
    ],
    [
      "a key is not understood",
      [[GUIDE, "      output:\n", "      outputs:\n"]],
    ],
    [
      "a key of what it imports is not understood",
      [
        [
          "derived_roles/analytics.yaml",
          "  definitions:\n",
          "  more: x\n  definitions:\n",
        ],
      ],
    ],
  ])("are all that there are if %s", async (_why, edits) => {
    expect(await readByGuide(edits)).toEqual(await attributesFor(guide));
  });

  it("are all that there are beside a policy for one principal", async () => {
    const folder = await guideFolder();
    await folder.write("root.yaml", "principalPolicy: { principal: root }\n");
    const catalog = await loadCatalog(folder.path);
    const read = await readBy(catalog.kind("guide"));
    expect(read).toEqual(await attributesFor(guide));
  });

  it("are known, whatever is not understood of another kind", async () => {
    const edit: Edit = [FLAG, "      output:\n", "      outputs:\n"];
    expect(await readByGuide([edit])).toEqual(await readBy(guide));
  });
});

it("a trace of what cannot be parsed is not whole", () => {
  const at = { file: GUIDE, line: 1 };
  const scope = new Scope([], []);
  const traceOf = (text: string) => trace([parseExpression(at, text)], scope);
  expect(traceOf("R.attr.type").isWhole).toBe(true);
  expect(traceOf("R.attr.type &&").isWhole).toBe(false);
});

interface Document {
  readonly resourcePolicy?: Definer & {
    readonly importDerivedRoles: readonly string[];
    readonly rules: readonly { readonly derivedRoles?: readonly string[] }[];
  };
  readonly derivedRoles?: Definer & {
    readonly name: string;
    readonly definitions: readonly { readonly name: string }[];
  };
  readonly exportVariables?: {
    readonly name: string;
    readonly definitions: Readonly<Record<string, string>>;
  };
}

interface Definer {
  readonly variables?: {
    readonly import?: readonly string[];
    readonly local?: Readonly<Record<string, string>>;
  };
}

/** The rules of a policy as text, with the derived roles that they name and the variables that they use: an independent reading. */
function textsOf(
  { resourcePolicy }: Document = {},
  all: readonly Document[],
): readonly string[] {
  const { rules = [], importDerivedRoles = [] } = resourcePolicy ?? {};
  const named = rules.flatMap(({ derivedRoles = [] }) => derivedRoles);
  const roles = all
    .flatMap(({ derivedRoles: set }) => set ?? [])
    .filter(({ name }) => importDerivedRoles.includes(name))
    .flatMap((set) =>
      withVariables(
        set.definitions.filter(({ name }) => named.includes(name)),
        set,
        all,
      ),
    );
  return [...withVariables(rules, resourcePolicy ?? {}, all), ...roles];
}

function withVariables(
  value: unknown,
  { variables }: Definer,
  all: readonly Document[],
): readonly string[] {
  const definitions = {
    ...Object.assign(
      {},
      ...all
        .flatMap(({ exportVariables }) => exportVariables ?? [])
        .filter(({ name }) => variables?.import?.includes(name))
        .map((each) => each.definitions),
    ),
    ...variables?.local,
  } as Readonly<Record<string, string>>;
  const texts = new Set([JSON.stringify(value)]);
  for (const text of texts) {
    for (const [, name = ""] of text.matchAll(/V\.(\w+)/g)) {
      texts.add(definitions[name] ?? "");
    }
  }
  return [...texts];
}
