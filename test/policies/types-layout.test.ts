import ts from "typescript";
import { describe, expect, it } from "vitest";
import { generatePolicyTypes } from "../../src/policies/types/generate.ts";
import { areSameTypes } from "../../src/policies/types/tokens.ts";
import { policy, withFolder } from "./types-folder.ts";

/** Policies with something of each sort that types have. */
const FILES = {
  "doc.json": policy({
    kind: "doc-1",
    description: "What is it?",
    actions: ["view", "it's"],
    schema: "doc.json",
    refusals: [`{"code": "closed"}`],
  }),
  "_schemas/doc.json": {
    properties: {
      readonly: { enum: ["a", -1, null] },
      list: { type: "array", items: { type: ["string", "integer"] } },
      lists: { type: "array", items: { type: "array", items: { const: 1 } } },
      other: { additionalProperties: false, type: "object" },
    },
    required: ["readonly"],
  },
};

/** What an edit may add. */
const PIECES = [
  ...[
    " ",
    "\n",
    ";",
    ",",
    "|",
    "&",
    "?",
    ":",
    ".",
    "'",
    '"',
    "`",
    "-",
    "+",
    "=",
  ],
  ...["/", "\\", "*", "(", ")", "[", "]", "{", "}", "<", ">", "a", "x", "1"],
  ...["readonly ", "[]", "{}", "//", "/**/", "| ", "\n;"],
];

/** Every text that differs by a piece that is added somewhere, or by one or two characters that are gone. */
function* editsOf(text: string): Generator<string> {
  for (let at = 0; at <= text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    for (const piece of PIECES) yield `${before}${piece}${after}`;
    yield `${before}${after.slice(1)}`;
    yield `${before}${after.slice(2)}`;
  }
}

/** What TypeScript reads, without its layout. */
function meaningOf(text: string): string {
  const read = (node: ts.Node): unknown => {
    // With and without quotes, a name is the same.
    if (ts.isIdentifier(node) || ts.isStringLiteral(node)) return node.text;
    if (ts.isNumericLiteral(node)) return [node.text];
    const below: unknown[] = [];
    node.forEachChild((each) => void below.push(read(each)));
    const isAlone = ts.isUnionTypeNode(node) && below.length === 1;
    return isAlone ? below[0] : [node.kind, ...below];
  };
  const { statements } = ts.createSourceFile("", text, ts.ScriptTarget.ES2023);
  return JSON.stringify(
    statements.filter((each) => !ts.isEmptyStatement(each)).map(read),
  );
}

function isTypeScript(text: string): boolean {
  const options = { reportDiagnostics: true };
  return ts.transpileModule(text, options).diagnostics?.length === 0;
}

describe("generated types that have been edited", () => {
  it("are not taken for the same if they have come to mean something else", async () => {
    const types = await withFolder(FILES, generatePolicyTypes);
    expect(isTypeScript(types)).toBe(true);
    const meaning = meaningOf(types);
    const same = [...editsOf(types)].filter((edited) =>
      areSameTypes(edited, types),
    );
    const others = same.filter(
      (edited) => meaningOf(edited) !== meaning && isTypeScript(edited),
    );
    expect(others).toEqual([]);
    expect(same.length).toBeGreaterThan(types.length);
  });
});
