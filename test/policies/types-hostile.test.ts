import { spawnSync } from "node:child_process";
import { format, type Options } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { pdpBinary } from "../../src/pdp/process/binary.ts";
import { environment } from "../../src/pdp/process/environment.ts";
import { differences } from "../../src/policies/types/differences.ts";
import { generatePolicyTypes } from "../../src/policies/types/generate.ts";
import { areSameTypes } from "../../src/policies/types/tokens.ts";
import { errorsOf } from "./types-compile.ts";
import { policy, withFolder } from "./types-folder.ts";

const HOSTILE_TEXTS = [
  "*/ export const broken = 1; /*",
  "**/",
  "/** @ts-nocheck",
  "@ts-expect-error nothing is wrong here",
  "@ts-ignore",
  "// eslint-disable",
  "first\n\n  */ second `${third}`\r\nlast\u2028",
  "\u202ereversed\u0000\u001b[31m",
  "\\",
  " ",
];

const ACTIONS = [
  "area:read",
  "it's",
  'say "hi"',
  `both ' and "`,
  `"more" of 'one`,
  "`$process`",
  "line\nbreak\u2028",
  "\u202ereversed",
  "/",
  "éà",
  "constructor",
];

const ATTRIBUTES = [
  "plain",
  "$_1",
  "with-dash",
  "1",
  "1e3",
  "",
  "new",
  "readonly",
  "get",
  "constructor",
  "__proto__",
  "*/",
  `'"\\`,
  "line\nbreak",
  "[x: string]",
  "é",
  "\u{20000}",
];

const KINDS = ["leave-request", "album:object", "constructor", "my.doc"];

const FILES = Object.fromEntries(
  KINDS.flatMap((kind, index) => [
    [
      `${index}.json`,
      policy({
        kind,
        actions: ACTIONS,
        schema: `${index}.json`,
        description: HOSTILE_TEXTS[index] ?? "",
        refusals: [`{"code": R.attr.a ? "it's" : "*/ \\"\\n"}`],
      }),
    ],
    [`_schemas/${index}.json`, schemaOf(HOSTILE_TEXTS[index + 4] ?? "")],
  ]),
);

function schemaOf(description: string): unknown {
  return {
    type: "object",
    description,
    // As a list of entries, so that `__proto__` is one of them.
    properties: Object.fromEntries(
      ATTRIBUTES.map((name, index) => [
        name,
        {
          description: HOSTILE_TEXTS[index % HOSTILE_TEXTS.length],
          enum: [name, "other"],
        },
      ]),
    ),
    required: ATTRIBUTES,
    additionalProperties: false,
  };
}

function question(
  kind: string,
  action: string,
  attributes: readonly (readonly [string, string])[],
): string {
  const properties = attributes.map(
    // In brackets, `__proto__` is a property like any other.
    ([name, value]) => `[${JSON.stringify(name)}]: ${JSON.stringify(value)}`,
  );
  return `check({ kind: ${JSON.stringify(kind)}, action: ${JSON.stringify(action)}, attr: { ${properties.join(", ")} } });`;
}

const LAYOUTS: readonly Options[] = [
  {},
  { semi: false, singleQuote: true, quoteProps: "consistent", useTabs: true },
  { printWidth: 300, tabWidth: 8, endOfLine: "crlf", bracketSpacing: false },
  { printWidth: 20, objectWrap: "collapse", quoteProps: "preserve" },
];

const ALL = ATTRIBUTES.map((name) => [name, name] as const);

describe("the types of somebody's own policies, with names and texts that break things", () => {
  let types: string;
  beforeAll(async () => {
    types = await withFolder(FILES, generatePolicyTypes);
  });

  it("are about policies that Cerbos takes", async () => {
    const status = await withFolder(FILES, (folder) =>
      Promise.resolve(
        spawnSync(pdpBinary(), ["compile", folder], { env: environment() })
          .status,
      ),
    );
    expect(status).toBe(0);
  });

  it.each(LAYOUTS)(
    "are the same when Prettier is done with them: %o",
    async (layout) => {
      const formatted = await format(types, {
        parser: "typescript",
        ...layout,
      });
      expect(formatted).not.toBe(types);
      expect(areSameTypes(formatted, types)).toBe(true);
      expect(differences(formatted, types)).toEqual([]);
    },
  );

  it("have no characters that cannot be seen", () => {
    expect(types).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
  });

  it("export nothing but the policies", () => {
    expect(types.match(/^\S.*$/gm)).toEqual([
      expect.stringMatching(/^\/\* Generated .* \*\/$/),
      expect.stringMatching(/^\/\*\* The kinds .* \*\/$/),
      "export interface Policies {",
      "}",
    ]);
  });

  it("take what the policies know, and nothing else", () => {
    const right = [
      ...KINDS.map((kind) => question(kind, "it's", ALL)),
      ...ACTIONS.map((action) => question("my.doc", action, ALL)),
      `export const codes: readonly CodeOf<Policies>[] = ["it's", "*/ \\"\\n"];`,
    ];
    const wrong = [
      question("my-doc", "it's", ALL),
      question("my.doc", "its", ALL),
      ...ATTRIBUTES.map((missing) =>
        question(
          "my.doc",
          "it's",
          ALL.filter(([name]) => name !== missing),
        ),
      ),
      ...ATTRIBUTES.map((changed) =>
        question(
          "my.doc",
          "it's",
          ALL.map(([name, value]) => [
            name,
            name === changed ? `${value}!` : value,
          ]),
        ),
      ),
      question("my.doc", "it's", [...ALL, ["more", "x"]]),
      `export const code: CodeOf<Policies> = "its";`,
    ];
    const errors = errorsOf(types, [...right, ...wrong]);
    expect(errors.slice(0, right.length).flat()).toEqual([]);
    const accepted = wrong.filter(
      (_, index) => errors[right.length + index]?.length !== 1,
    );
    expect(accepted).toEqual([]);
  });
});

describe("several policies for a kind", () => {
  it("have all their actions, and the attributes of any of them", async () => {
    const types = await withFolder(
      {
        "one.json": policy({ kind: "doc", actions: ["view", "edit"] }),
        "two.json": policy({
          kind: "doc",
          version: "next",
          actions: ["edit", "print"],
          schema: "next.json",
        }),
        "_schemas/doc.json": {
          required: ["a"],
          additionalProperties: false,
          properties: { a: { type: "string" } },
        },
        "_schemas/next.json": {
          required: ["b"],
          additionalProperties: false,
          properties: { b: { type: "string" } },
        },
      },
      generatePolicyTypes,
    );
    const [right, wrong] = errorsOf(types, [
      `check({ kind: "doc", action: "view", attr: { a: "x" } });
       check({ kind: "doc", action: "edit", attr: { a: "x" } });
       check({ kind: "doc", action: "print", attr: { b: "x" } });`,
      `check({ kind: "doc", action: "send", attr: { a: "x" } });
       check({ kind: "doc", action: "view", attr: {} });`,
    ]);
    expect(right).toEqual([]);
    expect(wrong).toHaveLength(2);
  });
});

describe("a rule for a pattern of actions", () => {
  it("lets any text be an action, with a comment that says why", async () => {
    const types = await withFolder(
      {
        "doc.json": policy({ kind: "doc", actions: ["edit", "view:*"] }),
        "_schemas/doc.json": {},
      },
      generatePolicyTypes,
    );
    expect(types).toContain(`
      /** Any text, because rules name patterns: edit, view:*. */
      readonly actions: string;
`);
  });
});
