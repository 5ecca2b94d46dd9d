import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { packagePath } from "../../src/util/package-root.ts";

/** What is about who has what, and knows no policies: the flags and experiments there are documents of the directory. */
const OF_THE_DIRECTORY =
  /^(?:model|directory|access|review|cli\/commands\/validate\.ts)\b/;

/** Kinds whose names mean something else too: an app, and where a role is held or a resource is. */
const AMBIGUOUS = ["experiment", "organization", "project"];

const kinds = (await loadCatalog()).kinds.map(({ name }) => name);

/** Where a text of a file names a kind: any text, and for a name that is ambiguous, a text that is used as a kind. */
function namedIn(file: string, source: string): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) &&
      kinds.includes(node.text) &&
      (!AMBIGUOUS.includes(node.text) || isKind(node))
    ) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Whether a text is compared with a kind, given as one, or looked up as one. */
function isKind({ parent }: ts.StringLiteralLike): boolean {
  if (ts.isBinaryExpression(parent)) return speaksOfKinds(parent.left);
  if (ts.isPropertyAssignment(parent)) return speaksOfKinds(parent.name);
  if (ts.isCallExpression(parent)) {
    const { expression } = parent;
    return speaksOfKinds(
      ts.isPropertyAccessExpression(expression) ? expression.name : expression,
    );
  }
  if (ts.isCaseClause(parent)) {
    return speaksOfKinds(parent.parent.parent.expression);
  }
  return false;
}

function speaksOfKinds(node: ts.Node): boolean {
  return /kind/i.test(node.getText());
}

describe("a kind's name", () => {
  it("stands nowhere but in kinds/, so that other people's policies are judged like Rolebook's own", async () => {
    const files = await readdir(packagePath("src"), { recursive: true });
    const read = files.filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.startsWith("kinds/") &&
        !OF_THE_DIRECTORY.test(file),
    );
    expect(read.length).toBeGreaterThan(100);
    const found = await Promise.all(
      read.map(async (file) =>
        namedIn(file, await readFile(join(packagePath("src"), file), "utf8")),
      ),
    );
    expect(found.flat()).toEqual([]);
  });

  it.each([
    `if (kind.name === "guide") publish();`,
    `const uncounted = new Set(["content"]);`,
    `if (kind === "experiment") flip();`,
    `const resource = { kind: "organization", id };`,
    `catalog.kind("project");`,
    `switch (resource.kind) { case "experiment": flip(); }`,
    "const kind = `audit_log`;",
  ])("is found in %s", (source) => {
    expect(namedIn("some.ts", source)).toHaveLength(1);
  });

  it.each([
    `if (app === "experiment") flip();`,
    `const place = attr["project"];`,
    `const section = { name: "organization" };`,
    `kind.attributes.has("project");`,
  ])("is not one in %s", (source) => {
    expect(namedIn("some.ts", source)).toEqual([]);
  });
});
