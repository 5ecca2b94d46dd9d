import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { packagePath } from "../src/util/package-root.ts";
import { compile } from "./support/compile.ts";

/** The examples in the doc comments of all that the package exports. */

const INDEX = packagePath("src", "index.ts");

/** An export of the package, or a member of one. */
interface Documented {
  /** Such as `Authorizer.check`. */
  readonly name: string;
  readonly isMethod: boolean;
  readonly examples: readonly string[];
}

const { program } = compile([INDEX]);
const exported = exportsOf(program);
const documented = exported.flatMap((symbol) =>
  (symbol.declarations ?? []).flatMap(documentedBy),
);

function exportsOf(of: ts.Program): readonly ts.Symbol[] {
  const checker = of.getTypeChecker();
  const index = of.getSourceFile(INDEX);
  const module = index && checker.getSymbolAtLocation(index);
  if (module === undefined) throw new Error("The package exports nothing.");
  return checker
    .getExportsOfModule(module)
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias
        ? checker.getAliasedSymbol(symbol)
        : symbol,
    );
}

function documentedBy(declaration: ts.Declaration): readonly Documented[] {
  const name = ts.getNameOfDeclaration(declaration)?.getText() ?? "";
  const members =
    ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)
      ? [...declaration.members]
      : [];
  return [declaration, ...members].map((node) => ({
    name:
      node === declaration
        ? name
        : `${name}.${ts.getNameOfDeclaration(node)?.getText() ?? ""}`,
    isMethod: ts.isMethodSignature(node) || ts.isMethodDeclaration(node),
    examples: ts
      .getJSDocTags(node)
      .filter(({ tagName }) => tagName.text === "example")
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? ""),
  }));
}

/** What the examples take for granted, beside all that the package exports. */
const GIVEN = `
declare const authorizer: Authorizer;
declare const directory: Directory;
declare const pdp: Pdp;
declare const log: { error(message: string): void };
/** A service's own data. */
declare const database: {
  user(id: string): Promise<
    | {
        readonly organization: OrganizationDocument;
        readonly projects: readonly ProjectDocument[];
        readonly groups: readonly GroupDocument[];
        readonly document: UserDocument;
      }
    | undefined
  >;
};
`;

/** An example as a service would have it, in a function. */
function moduleOf(example: string): string {
  const names = exported.map((symbol) =>
    symbol.flags & ts.SymbolFlags.Value ? symbol.name : `type ${symbol.name}`,
  );
  return `import { ${names.join(", ")} } from "../src/index.ts";
${GIVEN}
export async function example(): Promise<void> {
${example}
}
`;
}

/** What TypeScript says about each of some modules in a folder. */
function errorsOf(
  folder: string,
  texts: readonly string[],
): readonly (readonly string[])[] {
  const modules = new Map(
    texts.map((text, index) => [
      packagePath(folder, `${index}.in-memory.ts`),
      text,
    ]),
  );
  const { errorsIn } = compile([], modules);
  return [...modules.keys()].map(errorsIn);
}

describe("the examples of doc comments", () => {
  it("compile", () => {
    const examples = documented.flatMap(({ name, examples: all }) =>
      all.map((example) => ({ name, text: moduleOf(example) })),
    );
    const errors = errorsOf(
      "test",
      examples.map(({ text }) => text),
    );
    const wrong = examples
      .map(({ name }, index) => ({ name, errors: errors[index] ?? [] }))
      .filter(({ errors: { length } }) => length > 0);
    expect(wrong).toEqual([]);
    expect(examples.length).toBeGreaterThan(0);
  }, 120_000);

  it("are on every method of an authorizer", () => {
    const methods = documented.filter(
      ({ name, isMethod }) => isMethod && name.startsWith("Authorizer."),
    );
    const without = methods.filter(({ examples }) => examples.length === 0);
    expect(methods.length).toBeGreaterThan(0);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it("would not compile with a name that does not exist", () => {
    const check = (action: string, resource: string): string =>
      `await authorizer.check({ user: "a@b.example", action: "${action}", resource: ${resource} });`;
    const flag = `{ kind: "flag", id: "x" }`;
    const [right, ...wrong] = errorsOf(
      "test",
      [
        check("edit", flag),
        check("edti", flag),
        check("edit", `{ kind: "flg", id: "x" }`),
        check("edit", `{ kind: "flag", id: "x", attr: { acess: "editors" } }`),
        check("edit", `{ kind: "guide", id: "x", attr: { project: "web" } }`),
        check("transfer_ownership", flag),
        `await authorizer.chek();`,
      ].map(moduleOf),
    );
    expect(right).toEqual([]);
    expect(wrong.filter(({ length }) => length === 0)).toEqual([]);
  }, 120_000);
});

it("an authorizer with a method of a wrong signature does not compile", () => {
  const text = readFileSync(
    packagePath("src", "authorizer", "create.ts"),
    "utf8",
  );
  const mistakes: readonly [from: string, to: string][] = [
    ["checks.check(request, options)", "checks.isAllowed(request, options)"],
    ["checks.isAllowed(request, options)", "checks.check(request, options)"],
    ["explain(basis, request, options)", "explain(basis, options, request)"],
    ["filter(basis, request, options)", "checks.checkMany(request, options)"],
    ["    close,\n", ""],
  ];
  for (const [from] of mistakes) expect(text).toContain(from);
  const [right, ...wrong] = errorsOf("src/authorizer", [
    text,
    ...mistakes.map(([from, to]) => text.replace(from, to)),
  ]);
  expect(right).toEqual([]);
  expect(wrong.filter(({ length }) => length === 0)).toEqual([]);
}, 120_000);
